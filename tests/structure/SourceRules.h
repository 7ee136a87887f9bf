// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QSet>
#include <QString>
#include <QStringList>

namespace structure {

/// The libraries in their order: each may include from those before it, and from itself.
QStringList folderOrder();

/// The targets behind LINKS of a folder's CMakeLists.txt.
QStringList linksOf(const QString &cmake);

/// All that is reached over LINKS; the keys are folders, the values targets.
QSet<QString> closure(const QString &folder, const QMap<QString, QStringList> &links);

/// A source without its comments, and with empty string literals (not those of #include).
QString codeOnly(const QString &source);

/// What a source breaks, each with its line. `path` is relative to the source tree; `reached` the closure of
/// its folder.
QStringList violations(const QString &path, const QString &source, const QSet<QString> &reached);

} // namespace structure
