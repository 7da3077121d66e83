#!/bin/sh
# Guess:    a misspelt variable in an installer's script is an error of the compiler, as an unknown command is.
# Happens:  makensis writes a warning, takes "$INSTDR" for five letters and a dollar, builds the installer and ends with 0. With -V1, which build
#           scripts like for its silence, not even the warning is written.
# Why:      in NSIS a dollar before something unknown is text. Warnings do not touch the exit code unless -WX (or `!pragma warning error`) says so.
# Bites:    `Delete "$INSTDR\program.exe"` in the uninstaller removes nothing and says that all is well; `SetOutPath "$INSTDR"` writes beside the place
#           that the person chose. The build is green, the test of the uninstaller on another machine is the first to see it.
# Instead:  `makensis -WX` in every build, and a test that installs, uninstalls and looks at what is left.
# Note:     needs apt-get and the Debian 12 package lists (apt-get update); nothing is installed, the packages are unpacked into a temporary folder.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
chmod 777 "$folder"  # apt fetches as a user of its own
cd "$folder"
apt-get download -qq 'nsis=3.08-3+deb12u1' 'nsis-common=3.08-3+deb12u1'
for package in *.deb; do dpkg -x "$package" root; done
export NSISDIR="$folder/root/usr/share/nsis"

seen() {
    echo "$1: $3"
    [ "$2" = "$3" ] || { echo "CHANGED: $1: '$2' was seen before" >&2; exit 1; }
}

built() {
    rm -f setup.exe
    ended=0
    root/usr/bin/makensis "$@" setup.nsi >said 2>&1 || ended=$?
    echo "ends with $ended, warnings written $(grep -c 'unknown variable' said || true), installer $([ -s setup.exe ] && echo there || echo 'not there')"
}

cat >setup.nsi <<'NSIS'
Unicode true
Name "Test"
OutFile "setup.exe"
InstallDir "$LOCALAPPDATA\Test"
RequestExecutionLevel user
Section
  SetOutPath "$INSTDIR"
  File setup.nsi
  WriteUninstaller "$INSTDIR\uninstall.exe"
SectionEnd
Section Uninstall
  Delete "$INSTDR\setup.nsi"
SectionEnd
NSIS
echo "makensis $(root/usr/bin/makensis -VERSION)"
seen "as it comes" "ends with 0, warnings written 2, installer there" "$(built)"
seen "with -V1" "ends with 0, warnings written 0, installer there" "$(built -V1)"
seen "with -WX" "ends with 1, warnings written 1, installer not there" "$(built -WX)"
sed -i 's/Delete/Delet/' setup.nsi
seen "an unknown command instead" "ends with 1, warnings written 0, installer not there" "$(built)"
