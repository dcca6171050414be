#!/bin/sh
# Takes out of your home what install.sh put there. Your data stays.
set -eu
place=$(CDPATH= cd -- "$(dirname -- "$(readlink -f -- "$0")")" && pwd)
prefix=${place%/lib/watchbill}
if [ "$prefix" = "$place" ] || [ ! -x "$place/watchbill" ]; then
    echo "Watchbill is not installed at $place; nothing was removed." >&2
    exit 1
fi
share=$prefix/share
rm -f "$prefix/bin/watchbill" "$prefix/bin/watchbill-engine" "$prefix/bin/watchbill-remove" \
    "$share/applications/watchbill.desktop" "$share/mime/packages/watchbill.xml" \
    "$share/metainfo/org.watchbill.Watchbill.metainfo.xml" \
    "$share/icons/hicolor/scalable/apps/watchbill.svg" \
    "$share/icons/hicolor/"*x*/apps/watchbill.png \
    "${XDG_CONFIG_HOME:-$HOME/.config}/autostart/watchbill.desktop"
for told in "update-desktop-database $share/applications" "update-mime-database $share/mime"; do
    ! command -v "${told%% *}" >/dev/null 2>&1 || ${told%% *} "${told#* }" >/dev/null 2>&1 || true
done
rm -rf "$place"
echo "Watchbill is removed. Your data stays in ${XDG_DATA_HOME:-$HOME/.local/share}/watchbill."
