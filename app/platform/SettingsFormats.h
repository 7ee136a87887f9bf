// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/RawSetting.h"

#include <QByteArrayView>
#include <QMap>

namespace pt {

/// Readers of the files in which programs keep their proxy: bytes in, settings out, no I/O. Each reads what
/// its program reads, passes over what it does not know, and works in time linear in the text.
///
/// The formats: git-config(1); npm's ini; pip's RawConfigParser; apt.conf(5); curl(1) on --config; the Wget
/// manual on wgetrc; pam_env(8) for /etc/environment and sh(1) assignments; KDE's KConfig; GLib's key file.
RawSettings readGitConfig(QByteArrayView text);
RawSettings readNpmrc(QByteArrayView text);
RawSettings readPipConf(QByteArrayView text);
RawSettings readAptConf(QByteArrayView text);
RawSettings readCurlrc(QByteArrayView text);
RawSettings readWgetrc(QByteArrayView text);
/// KEY=VALUE lines, with or without "export"; only literal values: no shell is run.
RawSettings readEnvironmentFile(QByteArrayView text);
/// Gives nothing where KDE uses no proxy, or the environment's.
RawSettings readKioslaverc(QByteArrayView text);
/// What "gsettings list-recursively org.gnome.system.proxy" prints.
RawSettings readGsettings(QByteArrayView text);
/// GSettings' key file backend.
RawSettings readGnomeKeyfile(QByteArrayView text);

} // namespace pt
