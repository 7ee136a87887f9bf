// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diagnosis/Observations.h"
#include "model/Finding.h"
#include "protocol/ByteSpan.h"
#include "protocol/PortGuess.h"

#include <utility>

namespace pt {

using WordParams = QMap<QString, QString>;

/// Puts a Finding together. Severity, actor and stage start as the catalogue has them; status, reason and
/// target are taken from the exchange it is about.
class FindingBuilder
{
public:
    FindingBuilder(const Observations &observed, QLatin1StringView cause);

    FindingBuilder &confidence(Confidence value);
    FindingBuilder &severity(Severity value);
    FindingBuilder &who(Actor value);
    FindingBuilder &stage(StageId value);
    FindingBuilder &param(QLatin1StringView name, const QString &value);
    FindingBuilder &about(const ExchangeView &view);
    FindingBuilder &show(const Evidence &evidence);
    FindingBuilder &ruleOut(QLatin1StringView cause, QLatin1StringView because,
                            const WordParams &params = {});
    /// Never without evidence: where a rule had none, the address in use is named.
    Finding done() const;

private:
    const Observations &m_observed;
    Finding m_finding;
};

// Evidence, each of one kind. Status and reason are added to the words where they belong to the id.
Evidence statusLine(const ExchangeView &view, QLatin1StringView says, const WordParams &more = {});
Evidence responseField(const ExchangeView &view, const HttpField &field, QLatin1StringView says,
                       const WordParams &params = {});
Evidence responseSpan(const ExchangeView &view, const ByteSpan &span, QLatin1StringView says,
                      const WordParams &params = {});
Evidence challengeLine(const ExchangeView &view, const Challenge &challenge, QLatin1StringView says,
                       const WordParams &params = {});
Evidence requestLine(const ExchangeView &view, QLatin1StringView says, const WordParams &params = {});
Evidence requestField(const ExchangeView &view, const HttpField &field, QLatin1StringView says,
                      const WordParams &params = {});
Evidence bodySpan(const ExchangeView &view, const ByteSpan &span, QLatin1StringView says,
                  const WordParams &params = {});
Evidence requestBodySpan(const ExchangeView &view, const ByteSpan &span, QLatin1StringView says,
                         const WordParams &params = {});
Evidence howItEnded(const ExchangeView &view, QLatin1StringView says, const WordParams &params = {});
Evidence inputValue(const QString &text, QLatin1StringView says, const WordParams &params = {});
Evidence caseValue(EvidenceSource source, const QString &text, QLatin1StringView says,
                   const WordParams &params = {});

/// The line that offers a sign-in, in words: scheme and realm.
Evidence offeredChallenge(const ExchangeView &view, const Challenge &challenge);
/// The Proxy-Authorization line of a request, or its request line where it carried none.
Evidence credentialsLine(const ExchangeView &view);
/// Field, page words and Server by which an answer shows that it is the proxy's own.
QList<Evidence> proxyOwnMarks(const ExchangeView &view);
/// The line in which bytes that are no HTTP tell what they are, at most 200 of them.
ByteSpan firstLineOf(const QByteArray &bytes);
/// As people call it; empty: not one of those that are no HTTP proxy for certain.
QString nameOf(PortProtocol protocol);
QString realmOf(const ExchangeView &view);
QStringList schemeNames(const QList<Challenge> &challenges);

} // namespace pt
