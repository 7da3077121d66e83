#!/bin/sh
# Installs PleoQB Desktop for the person who runs this, or removes it: ./install.sh [--remove]. Settings and history are kept.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
program=$HOME/.local/lib/pleoqb-desktop
link=$HOME/.local/bin/pleoqb-desktop

remove() {
    # Planned exports of every profile would start a program that is gone.
    [ ! -x "$program/pleoqb-desktop" ] || "$program/pleoqb-desktop" schedule --off --every >/dev/null 2>&1 || true
    rm -rf "$program" "$program.new" "$program.old"
    rm -f "$link" "$data/applications/pleoqb-desktop.desktop" "$data/metainfo/com.pleoqb.desktop.metainfo.xml" "$data/man/man1/pleoqb-desktop.1.gz"
    rm -f "$data"/icons/hicolor/*/apps/pleoqb-desktop.png "$data/icons/hicolor/scalable/apps/pleoqb-desktop.svg"
}

refresh() {
    command -v update-desktop-database >/dev/null && update-desktop-database -q "$data/applications" || true
}

case "${1-}" in
--remove)
    remove
    refresh
    echo "PleoQB Desktop is removed; settings and history stay where they are."
    exit
    ;;
"") ;;
*)
    echo "usage: $0 [--remove]" >&2
    exit 2
    ;;
esac

# The new version is laid beside the old one and takes its place when it is whole.
mkdir -p "$HOME/.local/lib" "$HOME/.local/bin" "$data"
rm -rf "$program.new" "$program.old"
cp -R "$here/program" "$program.new"
cp "$here/install.sh" "$program.new/install.sh"
[ ! -e "$program" ] || mv "$program" "$program.old"
mv "$program.new" "$program"
rm -rf "$program.old"
ln -sf "$program/pleoqb-desktop" "$link"
(cd "$here/share" && find . -type d -exec mkdir -p "$data/{}" \; && find . -type f -exec cp {} "$data/{}" \;)
sed -i "s|^Exec=.*|Exec=\"$program/pleoqb-desktop\"|" "$data/applications/pleoqb-desktop.desktop"
refresh
echo "PleoQB Desktop is installed: it is in the menu, and the command is $link"
echo "To remove it: $program/install.sh --remove"
