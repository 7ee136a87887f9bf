// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diagnosis/ExplainsRow.h"
#include "diagnosis/StageOrder.h"

#include <QList>

namespace pt {

/// Every cause of the catalogue once, under its stage there; the stages in their order.
const QList<StageOrder> &verdictOrder();
/// Causes whose finding takes the stage of the exchange that it is about, missingAnswers() among them.
const QStringList &movingCauses();
/// Nothing came back. In a later stage than that of their row they come behind what belongs there, and
/// before what is of last resort.
const QStringList &missingAnswers();
/// What is claimed only where nothing else of the stage holds: a refused password.
const QStringList &lastResorts();
/// Acyclic: what explains stands before what is explained, or the latter is a missing answer.
const QList<ExplainsRow> &explainsRows();
bool explains(const QString &cause, const QString &other);

} // namespace pt
