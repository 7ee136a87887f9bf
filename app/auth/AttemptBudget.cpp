// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/AttemptBudget.h"

#include <QtGlobal>

#include <algorithm>

namespace pt {

AttemptBudget::AttemptBudget(int limit)
{
    m_attempts.limit = std::clamp(limit, 1, 3);
}

bool AttemptBudget::isSpent() const
{
    return m_attempts.rejected >= m_attempts.limit || m_staleInARow > 1
        || (!m_accepted && m_attempts.rejected + m_unheard > m_attempts.limit);
}

void AttemptBudget::answerSent()
{
    Q_ASSERT(mayAnswer());
    m_pending = true;
    ++m_attempts.sent;
}

void AttemptBudget::settle(AnswerVerdict verdict)
{
    if (!m_pending)
        return;
    m_pending = false;
    m_staleInARow = verdict == AnswerVerdict::Stale ? m_staleInARow + 1 : 0;
    switch (verdict) {
    case AnswerVerdict::Accepted:
        m_accepted = true;
        break;
    case AnswerVerdict::Rejected:
        ++m_attempts.rejected;
        break;
    case AnswerVerdict::Stale:
        break;
    case AnswerVerdict::Unknown:
        ++m_unheard;
        break;
    }
}

} // namespace pt
