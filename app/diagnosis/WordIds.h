// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace pt {

/// A text the rules ask for by id, and every value it may come with. The table with the meaning of
/// each id is in WordIds.cpp; advice/ words every one. A value can be empty where it is not known.
struct WordId
{
    QString id;
    QStringList params;
};

/// Ids of Evidence::says.
const QList<WordId> &evidenceWords();
QStringList evidenceWordIds();

/// Ids of RuledOut::because.
const QList<WordId> &ruledOutWords();
QStringList ruledOutWordIds();

/// The names a finding of this cause may have in Finding::params, besides commonParams().
QStringList causeParams(const QString &causeId);
/// Names every finding may have: "proxy" (host:port as asked for), "product" (what the proxy calls
/// itself, may be empty), "target" (URL), "targetHost", "targetPort", "status", "reason" (of the
/// decisive answer), "user".
QStringList commonParams();

} // namespace pt
