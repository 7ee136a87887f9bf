// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Case.h"
#include "model/Finding.h"
#include "model/Result.h"
#include "model/Secret.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>

namespace pt {

struct BundleEntry
{
    QString name; ///< fixed names only, never from outside
    QByteArray bytes;
};

/// A bundle before it is written: the redacted entries, exactly as they will be saved.
struct Bundle
{
    QList<BundleEntry> entries; ///< report.html, case.json, exchange.txt, REDACTION.txt
};

/// Redacts the Case model-first, renders the entries from the redacted model, and sweeps the finished
/// bytes for `secrets` in every spelling. Code "bundle.secret-found" (detail: the entry's name) and no
/// bundle on a hit.
Result<Bundle> makeBundle(const Case &value, const QList<const Secret *> &secrets, const QDateTime &utc);

/// The bundle as zip bytes: fixed times and names, nothing about this computer or its user.
Result<QByteArray> zipBundle(const Bundle &bundle, const QList<const Secret *> &secrets);

/// Writes atomically; an existing file is replaced only as a whole. Codes "bundle.cannot-write".
Result<qint64> saveBundle(const QString &fileName, const QByteArray &zip);

} // namespace pt
