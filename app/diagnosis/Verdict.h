// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Finding.h"

#include <QList>

namespace pt {

/// Orders what the rules found; the order in which they found it makes no difference. The order is this:
///
/// 1. The error of the earliest stage is the verdict: a step that comes after a failed one was not tested.
/// 2. Within a stage the table of VerdictTable.h decides. What the port is comes before what it says, what
///    it says before that it says nothing, what is wrong with a sign-in before that it was refused.
/// 3. A finding that moves to the stage of its exchange keeps its place in the table; but a missing answer,
///    which says the least, comes behind all that is known of the stage it moves to.
/// 4. A refused password is the verdict of last resort: behind everything else of its stage, since all else
///    that can make a proxy ask again has to be excluded first.
/// 5. What an earlier error explains, by the table, is left out; what is left becomes a warning beside it.
/// 6. A healthy finding stands only where no error does, and only one.
/// 7. One finding a cause: of several the most urgent speaks, and the proofs of the others join it.
///
/// No rule looks at what another one found except through this order. May be empty, where nothing is proven.
QList<Finding> inVerdictOrder(QList<Finding> findings);

} // namespace pt
