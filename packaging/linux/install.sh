#!/bin/sh
# Puts Watchbill into your home: ./install.sh [prefix, else ~/.local]. An older one is replaced;
# your data is never touched. `watchbill-remove` takes it out again.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
prefix=${1:-$HOME/.local}
case $prefix in
    /*) ;;
    *) prefix=$PWD/$prefix ;;
esac
share=$prefix/share
bin=$prefix/bin
place=$prefix/lib/watchbill

mkdir -p "$bin" "$prefix/lib" "$share/applications" "$share/mime/packages" "$share/metainfo" "$share/icons"
rm -rf "$place.new" "$place.old"
cp -R "$here/watchbill" "$place.new"
cp "$here/remove.sh" "$place.new/remove.sh"
[ ! -e "$place" ] || mv "$place" "$place.old"
mv "$place.new" "$place"
rm -rf "$place.old"

ln -sf "$place/watchbill" "$bin/watchbill"
ln -sf "$place/watchbill-engine" "$bin/watchbill-engine"
ln -sf "$place/remove.sh" "$bin/watchbill-remove"
# Desktops start programs without ~/.local/bin in their PATH: the entry says the whole path, in
# quotes only where it must, for xdg-open by itself cannot read them.
case $place in
    *[!A-Za-z0-9/._-]*) program="\"$place/watchbill\"" ;;
    *) program=$place/watchbill ;;
esac
sed -e "s|^Exec=watchbill|Exec=$program|" -e "s|^TryExec=.*|TryExec=$place/watchbill|" \
    "$here/share/applications/watchbill.desktop" >"$share/applications/watchbill.desktop"
cp -R "$here/share/icons/." "$share/icons/"
cp "$here/share/mime/packages/watchbill.xml" "$share/mime/packages/watchbill.xml"
cp "$here/share/metainfo/"*.xml "$share/metainfo/"
for told in "update-desktop-database $share/applications" "update-mime-database $share/mime"; do
    ! command -v "${told%% *}" >/dev/null 2>&1 || ${told%% *} "${told#* }" >/dev/null 2>&1 || true
done

echo "Watchbill is in $place. Start it from your menu, or: $bin/watchbill"
case ":$PATH:" in
    *":$bin:"*) ;;
    *) echo "Note: $bin is not in your PATH." ;;
esac
