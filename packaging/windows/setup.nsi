; PleoQB-Desktop-Setup.exe: for one person, without an administrator. Compiled by build_windows.py, which hands in every name that begins with a $ and a brace.
; Switches: /S in silence, /D=FOLDER (last) elsewhere. The uninstaller: /S in silence, /DATA settings, history and secrets too.
; Exit codes in silence: 0 done, 3 the program is running, 4 a newer version is installed, 5 no room on the disk, 6 another Setup is running,
; 7 this Windows is too old, 8 a file is held open by another program. After each of 3 to 8 what was installed before stands unchanged.

Unicode true
Target amd64-unicode
!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "WordFunc.nsh"
!include "Win\COM.nsh"
!include "Win\Propkey.nsh"

!define TITLE "PleoQB Desktop"
!define MUTEX "PleoQB-Desktop"
!define APP_ID "PleoQB.Desktop"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${TITLE}"
!define DATA "$LOCALAPPDATA\pleoqb-desktop"
!define SYNCHRONIZE 0x100000

Name "${TITLE}"
OutFile "${OUT}"
!ifdef QUICK
SetCompressor zlib
!else
SetCompressor /SOLID lzma
SetCompressorDictSize 64
!endif
RequestExecutionLevel user
ManifestSupportedOS Win10
ManifestDPIAware true
InstallDir "$LOCALAPPDATA\Programs\${TITLE}"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"
BrandingText "${TITLE} ${VERSION}"
AllowSkipFiles off
ShowInstDetails nevershow
ShowUninstDetails nevershow
!ifdef SIGN
!finalize '${SIGN} "%1"' = 0
!uninstfinalize '${SIGN} "%1"' = 0
!endif

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=0 "CompanyName" "${TITLE}"
VIAddVersionKey /LANG=0 "FileDescription" "${TITLE} Setup"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "LegalCopyright" "MIT licence"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOWED}"
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "French"

LangString Running ${LANG_ENGLISH} "${TITLE} is open. Please close its window, wait for an export to end, then click Retry."
LangString Running ${LANG_FRENCH} "${TITLE} est ouvert. Fermez sa fenêtre, laissez un export se terminer, puis cliquez sur Réessayer."
LangString Newer ${LANG_ENGLISH} "A newer version of ${TITLE} is installed already. It stays; nothing was changed."
LangString Newer ${LANG_FRENCH} "Une version plus récente de ${TITLE} est déjà installée. Elle reste en place ; rien n’a été modifié."
LangString NoRoom ${LANG_ENGLISH} "There is not enough room on the disk: ${TITLE} needs $0 MB. Nothing was changed."
LangString NoRoom ${LANG_FRENCH} "Il n’y a pas assez de place sur le disque : ${TITLE} a besoin de $0 Mo. Rien n’a été modifié."
LangString Twice ${LANG_ENGLISH} "This Setup is open already."
LangString Twice ${LANG_FRENCH} "Cette installation est déjà ouverte."
LangString TooOld ${LANG_ENGLISH} "${TITLE} needs Windows 10 or newer."
LangString TooOld ${LANG_FRENCH} "${TITLE} demande Windows 10 ou une version plus récente."
LangString Held ${LANG_ENGLISH} "Another program holds a file of ${TITLE} open. Click Retry in a moment."
LangString Held ${LANG_FRENCH} "Un autre programme garde un fichier de ${TITLE} ouvert. Cliquez sur Réessayer dans un instant."
LangString DataToo ${LANG_ENGLISH} "Delete your settings, the history of your exports and the connections to Pleo and QuickBooks too?$\r$\n$\r$\nWithout its history the program has to ask QuickBooks what was exported before. Choose No to keep everything for later."
LangString DataToo ${LANG_FRENCH} "Supprimer aussi vos réglages, l’historique de vos exports et les connexions à Pleo et à QuickBooks ?$\r$\n$\r$\nSans son historique, le programme doit demander à QuickBooks ce qui a déjà été exporté. Choisissez Non pour tout garder."

Var Fresh
Var Former

; Ends Setup or the uninstaller with a code; a sentence is shown unless it runs in silence.
!macro Refuse sentence code
  MessageBox MB_OK|MB_ICONEXCLAMATION "${sentence}" /SD IDOK
  SetErrorLevel ${code}
  Quit
!macroend

; Every process of the program holds the mutex until it ends. $0 is not 0 while one does.
!macro AskRunning
  System::Call 'kernel32::OpenMutexW(i ${SYNCHRONIZE}, i 0, w "${MUTEX}") p.r0'
  ${If} $0 P<> 0
    System::Call 'kernel32::CloseHandle(p r0)'
  ${EndIf}
!macroend

!macro WaitUntilClosed
  ${Do}
    !insertmacro AskRunning
    ${If} $0 P= 0
      ${Break}
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(Running)" /SD IDCANCEL IDRETRY +3
    SetErrorLevel 3
    Quit
  ${Loop}
!macroend

Function .onInit
  ${IfNot} ${AtLeastWin10}
    !insertmacro Refuse "$(TooOld)" 7
  ${EndIf}
  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "${MUTEX}-Setup") p.r1 ?e'
  Pop $0
  ${If} $0 = 183 ; ERROR_ALREADY_EXISTS
    !insertmacro Refuse "$(Twice)" 6
  ${EndIf}
  ReadRegStr $1 HKCU "${UNINSTALL_KEY}" "DisplayVersion"
  ${If} $1 != ""
    ${VersionCompare} "$1" "${VERSION}" $0
    ${If} $0 = 1
      !insertmacro Refuse "$(Newer)" 4
    ${EndIf}
  ${EndIf}
  ; A folder that holds something else is not taken over.
  ${If} ${FileExists} "$INSTDIR\*.*"
  ${AndIfNot} ${FileExists} "$INSTDIR\${CONSOLE}"
    StrCpy $INSTDIR "$INSTDIR\${TITLE}"
  ${EndIf}
  !insertmacro WaitUntilClosed
  ${GetRoot} "$INSTDIR" $1
  ${DriveSpace} "$1\" "/D=F /S=K" $2
  IntOp $3 ${KILOBYTES} + 20480
  ${If} $2 L< $3
    IntOp $0 $3 / 1024
    !insertmacro Refuse "$(NoRoom)" 5
  ${EndIf}
FunctionEnd

; The new version is laid beside the old one and takes its place when it is whole: a full disk or a power cut leaves the old one.
Section
  StrCpy $Fresh "$INSTDIR.new"
  StrCpy $Former "$INSTDIR.old"
  RMDir /r "$Fresh"
  SetOverwrite on
  !include "${LISTS}/install.nsh"
  SetOutPath "$Fresh"
  WriteUninstaller "$Fresh\uninstall.exe"
  SetOutPath "$TEMP"
  ${If} ${FileExists} "$INSTDIR\*.*"
    RMDir /r "$Former"
    ${Do}
      ClearErrors
      Rename "$INSTDIR" "$Former"
      ${IfNot} ${Errors}
        ${Break}
      ${EndIf}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(Held)" /SD IDCANCEL IDRETRY +4
      RMDir /r "$Fresh"
      SetErrorLevel 8
      Quit
    ${Loop}
  ${EndIf}
  ClearErrors
  Rename "$Fresh" "$INSTDIR"
  ${If} ${Errors}
    Rename "$Former" "$INSTDIR"
    RMDir /r "$Fresh"
    !insertmacro Refuse "$(Held)" 8
  ${EndIf}
  Call KeepStrangers
  RMDir /r "$Former"
  Call MakeShortcut

  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${TITLE}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${WINDOWED}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
SectionEnd

Function .onInstFailed
  RMDir /r "$Fresh"
FunctionEnd

; What somebody else put into the folder moves along.
Function KeepStrangers
  FindFirst $0 $1 "$Former\*.*"
  ${DoWhile} $1 != ""
    ${If} $1 != "."
    ${AndIf} $1 != ".."
    ${AndIfNot} ${FileExists} "$INSTDIR\$1"
    ${AndIf} $1 != "${CONSOLE}"
    ${AndIf} $1 != "${WINDOWED}"
      Rename "$Former\$1" "$INSTDIR\$1"
    ${EndIf}
    FindNext $0 $1
  ${Loop}
  FindClose $0
FunctionEnd

; In the Start menu, under the name by which the taskbar knows the program's windows.
Function MakeShortcut
  SetOutPath "$INSTDIR"
  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\${WINDOWED}" "" "$INSTDIR\${WINDOWED}" 0
  SetOutPath "$TEMP"
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P= 0
    Return
  ${EndIf}
  ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
  ${If} $1 P<> 0
    ${IPersistFile::Load} $1 '("$SMPROGRAMS\${TITLE}.lnk",2)'
    ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
    ${If} $2 P<> 0
      System::Call '*(&w64 "${APP_ID}")p.r5'
      System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r3'
      System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_LPWSTR},,p r5)p.r4'
      ${IPropertyStore::SetValue} $2 '($3,$4)'
      ${IPropertyStore::Commit} $2 ""
      System::Free $3
      System::Free $4
      System::Free $5
      ${IUnknown::Release} $2 ""
      ${IPersistFile::Save} $1 '("$SMPROGRAMS\${TITLE}.lnk",1)'
    ${EndIf}
    ${IUnknown::Release} $1 ""
  ${EndIf}
  ${IUnknown::Release} $0 ""
FunctionEnd

Function un.onInit
  !insertmacro WaitUntilClosed
FunctionEnd

Section "Uninstall"
  ; Planned exports of every profile would start a program that is gone.
  nsExec::Exec /TIMEOUT=60000 '"$INSTDIR\${CONSOLE}" schedule --off --every'
  Pop $2
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} "$0" "/DATA" $1
  ${If} ${Errors}
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(DataToo)" /SD IDNO IDNO keep
  ${EndIf}
  ; Connections are revoked and secrets forgotten by the program itself, while it is still there.
  FindFirst $0 $1 "${DATA}\profiles\*.*"
  ${DoWhile} $1 != ""
    ${If} $1 != "."
    ${AndIf} $1 != ".."
      nsExec::Exec /TIMEOUT=60000 '"$INSTDIR\${CONSOLE}" --profile "$1" disconnect'
      Pop $2
    ${EndIf}
    FindNext $0 $1
  ${Loop}
  FindClose $0
  RMDir /r "${DATA}"
  keep:
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  !include "${LISTS}/remove.nsh"
  Delete "$INSTDIR\uninstall.exe"
  RMDir /r "$INSTDIR.new"
  RMDir /r "$INSTDIR.old"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
SectionEnd
