// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Attempts.h"

namespace pt {

/// What became of an answer that was sent. Stale: the proxy wants it again with a newer nonce, and
/// says nothing about the password. Unknown: no reply came that tells.
enum class AnswerVerdict { Accepted, Rejected, Stale, Unknown };

/// How often the secret of a run may still be sent. The guard against locking an account: refused
/// answers are counted over all schemes and targets together, and as an answer that is on its way
/// may turn out to be refused, a second one has to wait until the first is settled. An answer
/// without a reply counts as neither, but may have been refused unheard: until one was accepted,
/// refused and unheard ones together may go one over the limit and no further. One that came with
/// too old a nonce is not counted as refused; a second one of that kind in a row ends the run's
/// answers, as a proxy could have them for ever.
class AttemptBudget
{
public:
    /// `limit` refused answers, kept within 1 and 3.
    explicit AttemptBudget(int limit = 1);

    /// False while an answer is not settled, and for good once the limit is reached.
    bool mayAnswer() const { return !m_pending && !isSpent(); }
    bool isSpent() const;
    bool isPending() const { return m_pending; }
    /// To be called before the bytes are written; only where mayAnswer().
    void answerSent();
    /// Exactly once for each answerSent(). Unknown counts neither as rejected nor as accepted.
    void settle(AnswerVerdict verdict);
    /// Notes that something was left untried because of the limit: `spellings`, if it was those.
    void noteStopped(const QStringList &spellings = {})
    {
        m_attempts.stopped = true;
        if (!spellings.isEmpty())
            m_attempts.untried = spellings;
    }

    const Attempts &attempts() const { return m_attempts; }

private:
    Attempts m_attempts;
    int m_unheard = 0;
    int m_staleInARow = 0;
    bool m_accepted = false;
    bool m_pending = false;
};

} // namespace pt
