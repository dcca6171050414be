#!/bin/sh
# dist/Watchbill-VERSION.dmg from what packaging/bundle.py made; on a Mac. See README.md beside this.
#   SIGN_AS="Developer ID Application: Name (TEAMID)" NOTARY=profile packaging/macos/dmg.sh
# Without SIGN_AS the image is unsigned, and only its maker's Mac opens it without asking.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../.." && pwd)
program=$root/dist/Watchbill.app
version=$(/usr/libexec/PlistBuddy -c "Print CFBundleShortVersionString" "$program/Contents/Info.plist")
image=$root/dist/Watchbill-$version.dmg

if [ -n "${SIGN_AS:-}" ]; then
    # From the inside out: every library and framework first, then the two programs, then the whole.
    find "$program/Contents" -type f \( -name "*.dylib" -o -name "*.so" \) -exec \
        codesign --force --timestamp --options runtime --sign "$SIGN_AS" {} +
    find "$program/Contents" -type d -name "*.framework" -prune -exec \
        codesign --force --timestamp --options runtime --sign "$SIGN_AS" {} +
    codesign --force --timestamp --options runtime --entitlements "$here/watchbill.entitlements" \
        --sign "$SIGN_AS" "$program/Contents/MacOS/watchbill-engine"
    codesign --force --timestamp --options runtime --entitlements "$here/watchbill.entitlements" \
        --sign "$SIGN_AS" "$program"
    codesign --verify --deep --strict "$program"
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$program" "$folder/"
ln -s /Applications "$folder/Applications"
rm -f "$image"
hdiutil create -volname Watchbill -srcfolder "$folder" -fs HFS+ -format ULFO "$image"

if [ -n "${SIGN_AS:-}" ]; then
    codesign --force --timestamp --sign "$SIGN_AS" "$image"
fi
if [ -n "${SIGN_AS:-}" ] && [ -n "${NOTARY:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$NOTARY" --wait
    xcrun stapler staple "$image"
    spctl --assess --type open --context context:primary-signature --verbose "$image"
fi
echo "$image"
