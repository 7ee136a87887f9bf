// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "advice/WordTable.h"

#include <QLatin1StringView>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace pt {

using WordParams = QMap<QString, QString>;

/// `pattern` with %1, %2 ... replaced by `values`, in one pass, so that a value that holds such a sign
/// itself stays as it is.
QString filledWords(const QString &pattern, const QStringList &values);

/// The row said aloud: translated in `context`, its values made visible. nullopt: its condition does not
/// hold or a value is missing.
std::optional<QString> sayRow(const char *context, const WordRow &row, const WordParams &params);

/// What the first fitting row of `id` says; nullopt: none fits.
std::optional<QString> sayFirst(const char *context, WordRows rows, QLatin1StringView id,
                                const WordParams &params);
/// What every fitting row of `id` says, in order.
QStringList sayAll(const char *context, WordRows rows, QLatin1StringView id, const WordParams &params);

} // namespace pt
