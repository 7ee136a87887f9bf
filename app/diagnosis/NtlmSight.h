// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diagnosis/Observations.h"
#include "protocol/NtlmChallenge.h"

#include <QByteArray>
#include <QList>

namespace pt {

/// A token that an answer brought under the name of NTLM.
struct NtlmQuestion
{
    const ExchangeView *view = nullptr; ///< in the observations
    const Challenge *challenge = nullptr;
    bool undone = false; ///< its base64 could be undone
    bool spnego = false; ///< bytes of SPNEGO
    NtlmChallenge read; ///< where it is neither of these: with the problem that says why

    /// It is a second message of NTLM, without a fault.
    bool isSound() const { return undone && !spnego && read.firstError().isEmpty(); }
};

/// Every such token of the proxy's, in the order of the exchanges.
QList<NtlmQuestion> ntlmQuestions(const Observations &observed);
/// The one that `answer`, a request with a third message, answers: the last before it. nullptr:
/// none was recorded. Points into `questions`.
const NtlmQuestion *questionOf(const QList<NtlmQuestion> &questions, const ExchangeView &answer);
/// The request with the third message that follows `question`; nullptr: none was sent.
const ExchangeView *answerTo(const Observations &observed, const NtlmQuestion &question);
/// Whether the domain sent is one that the question names, by its short or its long name. An empty
/// one is.
bool namesDomain(const NtlmChallenge &question, const QString &domain);

} // namespace pt
