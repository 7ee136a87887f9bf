// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/NtlmSight.h"

#include "protocol/NtlmToken.h"

namespace pt {

using namespace Qt::StringLiterals;

QList<NtlmQuestion> ntlmQuestions(const Observations &observed)
{
    QList<NtlmQuestion> questions;
    for (const ExchangeView *view : observed.wishes()) {
        for (const Challenge &challenge : view->proxyChallenges) {
            if (!challenge.is("NTLM") || !challenge.token68 || challenge.token68->isEmpty())
                continue;
            const NtlmToken token = readNtlmToken(*challenge.token68);
            NtlmQuestion question;
            question.view = view;
            question.challenge = &challenge;
            question.undone = !token.bytes.isEmpty();
            question.spnego = !hasNtlmSignature(token.bytes) && looksLikeSpnego(token.bytes);
            question.read = readNtlmChallenge(token.bytes);
            questions.append(question);
        }
    }
    return questions;
}

const NtlmQuestion *questionOf(const QList<NtlmQuestion> &questions, const ExchangeView &answer)
{
    const NtlmQuestion *last = nullptr;
    for (const NtlmQuestion &question : questions) {
        if (question.view->exchange->id < answer.exchange->id && question.view->kind == answer.kind)
            last = &question;
    }
    return last;
}

const ExchangeView *answerTo(const Observations &observed, const NtlmQuestion &question)
{
    for (const ExchangeView *view : observed.wishes()) {
        if (view->exchange->id <= question.view->exchange->id || view->kind != question.view->kind
            || view->target != question.view->target)
            continue;
        if (view->sentToken == "3"_L1)
            return view;
        if (view->sentToken == "1"_L1)
            return nullptr; // begun anew
    }
    return nullptr;
}

bool namesDomain(const NtlmChallenge &question, const QString &domain)
{
    if (domain.isEmpty())
        return true;
    const NtlmTargetInfo &info = question.targetInfo;
    for (const QString &name : {question.domain(), question.targetName, info.nbDomain,
                                info.dnsDomain, info.dnsTree, info.dnsDomain.section(u'.', 0, 0)}) {
        if (name.compare(domain, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

} // namespace pt
