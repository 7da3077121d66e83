#!/bin/bash
# Makes PleoQB Desktop.app and its .dmg on a Mac. Written from Apple's and PyInstaller's documents and NOT TRIED: no Mac was at hand.
# Signs when MAC_SIGN_IDENTITY names a Developer ID in the keychain; has it notarised when MAC_NOTARY_PROFILE names a profile of notarytool too.
set -euo pipefail
cd "$(dirname "$0")/../.."

python3 tools/set_up.py --extras bundle
.venv/bin/python packaging/icons.py build/icons
.venv/bin/pyinstaller --noconfirm --log-level ERROR --distpath dist/macos pyinstaller.spec
app="dist/macos/PleoQB Desktop.app"
version=$(.venv/bin/python -c 'import pleoqb_desktop; print(pleoqb_desktop.__version__)')
dmg="dist/macos/PleoQB-Desktop-$version.dmg"

if [ -n "${MAC_SIGN_IDENTITY-}" ]; then
    codesign --force --deep --timestamp --options runtime --entitlements packaging/macos/entitlements.plist --sign "$MAC_SIGN_IDENTITY" "$app"
    codesign --verify --deep --strict "$app"
fi

"$app/Contents/MacOS/pleoqb-desktop" self-test
for language in en fr; do
    PLEOQB_HOME=$(mktemp -d) "$app/Contents/MacOS/pleoqb-desktop" --language "$language" tour
done

rm -rf build/dmg "$dmg"
mkdir -p build/dmg
cp -R "$app" build/dmg/
ln -s /Applications build/dmg/Applications
hdiutil create -volname "PleoQB Desktop" -srcfolder build/dmg -format UDZO "$dmg"
if [ -n "${MAC_SIGN_IDENTITY-}" ] && [ -n "${MAC_NOTARY_PROFILE-}" ]; then
    codesign --timestamp --sign "$MAC_SIGN_IDENTITY" "$dmg"
    xcrun notarytool submit "$dmg" --keychain-profile "$MAC_NOTARY_PROFILE" --wait
    xcrun stapler staple "$dmg"
fi
shasum -a 256 "$dmg"
