// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <span>

namespace pt {

/// One way to word an id. Rows of an id stand together, the most specific first; the first is said
/// whose condition holds and whose values are all there.
struct WordRow
{
    const char *id;
    const char *when;   ///< "param=value" that must hold; "": always
    const char *params; ///< names of the values for %1, %2 ..., space separated
    const char *text;   ///< English, translated where it is said
};

using WordRows = std::span<const WordRow>;

WordRows causeSentenceRows();
WordRows causeDetailRows();
WordRows causeNextStepRows();
WordRows causeNetworkRows();
WordRows causeNotMeantRows();
WordRows evidenceRows();
WordRows ruledOutRows();
WordRows stageRows();
WordRows inputRows();
WordRows failureRows();
WordRows statusRows();
WordRows fieldRows();
WordRows schemeRows();
WordRows parameterRows();

} // namespace pt
