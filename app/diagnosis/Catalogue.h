// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Finding.h"

#include <QList>
#include <QStringList>

namespace pt {

/// One registered cause. Ids are a contract: never renamed, never given another meaning.
struct CatalogueEntry
{
    QString id;         ///< e.g. "credentials.rejected"
    Severity severity;  ///< the usual one
    Actor who;          ///< the usual one
    StageId stage;      ///< the stage it explains
    QStringList neighbours; ///< ids it is easily confused with
};

/// Every cause, grouped by subject.
const QList<CatalogueEntry> &catalogue();
const CatalogueEntry *catalogueEntry(const QString &id);

} // namespace pt
