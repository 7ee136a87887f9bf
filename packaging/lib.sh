# SPDX-FileCopyrightText: The Proxy Triage developers
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What packaging/run and tests/run have in common: the Debian packages they need, and getting them.

# shellcheck disable=SC2034 # used by the scripts that read this file
build_packages=(
    ca-certificates ccache cmake g++ libarchive-dev libexpected-dev libgl-dev libkrb5-dev libssl-dev
    ninja-build pkg-config qt6-base-dev qt6-declarative-dev qt6-l10n-tools qt6-tools-dev qt6-tools-dev-tools
    qt6-translations-l10n qtkeychain-qt6-dev
)
# shellcheck disable=SC2034
run_packages=(
    fonts-dejavu-core qt6-qpa-plugins
)
# shellcheck disable=SC2034
fuzz_packages=(
    clang libclang-rt-14-dev
)
# shellcheck disable=SC2034
test_packages=(
    "${fuzz_packages[@]}"
    apache2-bin
    apache2-utils
    appstream
    cntlm
    curl
    dante-server
    dbus
    desktop-file-utils
    dpkg-dev
    faketime
    file
    fonts-noto-core
    gnome-keyring
    haproxy
    imagemagick
    krb5-admin-server
    krb5-kdc
    krb5-user
    libarchive-tools
    libsecret-tools
    microsocks
    mitmproxy
    openssl
    procps
    python3
    python3-jsonschema
    squid
    stunnel4
    tinyproxy
    wget
    winbind
    xauth
    xdotool
    xvfb
)

say() { printf '%s\n' "$*" >&2; }
die() {
    say "$(basename "$0"): $*"
    exit 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        env DEBIAN_FRONTEND=noninteractive "$@" </dev/null
    elif [ -t 0 ]; then
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    else
        sudo -n env DEBIAN_FRONTEND=noninteractive "$@" </dev/null
    fi
}

is_installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Servers that the tests start by themselves must not run as services of this computer, neither now nor
# after the next start. Where a policy is in place already it is left as it is.
services_off=''
hold_services() {
    [ -e /usr/sbin/policy-rc.d ] && return 0
    local policy
    policy=$(mktemp)
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    as_root install -m 755 "$policy" /usr/sbin/policy-rc.d
    rm -f "$policy"
    services_off=yes
}
release_services() {
    [ -n "$services_off" ] || return 0
    services_off=''
    as_root rm -f /usr/sbin/policy-rc.d
}

apt_install() {
    as_root apt-get install --yes --no-install-recommends \
        -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@" >&2
}

has_lists() {
    compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null
}
# apt calls it a success when nothing at all could be fetched.
refresh_lists() {
    as_root apt-get update >&2 || true
    has_lists ||
        die "The package lists cannot be fetched. Check the network and /etc/apt, then run: apt-get update"
}

# need PACKAGE...: installs what is missing. Does nothing, and needs no rights, where all is there.
need() {
    local package missing=() unknown=()
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        die "This script installs Debian packages, and this is not Debian. Install by hand what" \
            "corresponds to: $*"
    fi
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0

    local command="apt-get update && apt-get install --no-install-recommends ${missing[*]}"
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null ||
            die "These packages are missing, and there is no sudo. Run as root: $command"
        [ -t 0 ] || sudo -n true 2>/dev/null ||
            die "These packages are missing, and sudo asks for a password. Run as root: $command"
    fi

    say "Installing: ${missing[*]}"
    has_lists || refresh_lists
    hold_services
    trap release_services EXIT
    # Lists can be too old to fetch from: once more with new ones.
    if ! apt_install "${missing[@]}"; then
        refresh_lists
        for package in "${missing[@]}"; do
            apt-cache show "$package" >/dev/null 2>&1 || unknown+=("$package")
        done
        [ ${#unknown[@]} -eq 0 ] ||
            die "No package source has: ${unknown[*]}. Debian 12 (bookworm), section main, has them all."
        apt_install "${missing[@]}" ||
            die "Not every package could be installed; the lines above say why. Run as root: $command"
    fi
    release_services
    trap - EXIT
    local service
    for package in cntlm dante-server haproxy krb5-kdc krb5-admin-server squid stunnel4 tinyproxy; do
        service=${package/dante-server/danted}
        if [[ " ${missing[*]} " == *" $package "* ]] && [ -d /run/systemd/system ]; then
            as_root systemctl disable --quiet "$service" ||
                say "The service $service may start with the computer. To stop that: systemctl disable $service"
        fi
    done
}

# As many compilers as there are processors, but one for each 1.5 GB at most.
jobs() {
    local processors memory
    processors=$(nproc)
    memory=$(awk '/^MemAvailable:/ { print int($2 / 1500000) }' /proc/meminfo 2>/dev/null || true)
    [ -n "$memory" ] || memory=$processors
    [ "$memory" -ge 1 ] || memory=1
    echo $((processors < memory ? processors : memory))
}

# build PRESET
build() {
    cmake --preset "$1" >&2 ||
        die "Configuring failed; the lines above say why. To start afresh: rm -r build/$1"
    cmake --build --preset "$1" --parallel "$(jobs)" >&2 ||
        die "Building failed; the first error above says why."
}
