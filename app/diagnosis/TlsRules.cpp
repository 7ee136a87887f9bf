// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/FindingBuilder.h"
#include "diagnosis/Rules.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// Names that inspecting gateways and agents give to the authority they sign with.
bool isInspector(const QString &issuer)
{
    for (const QLatin1StringView name :
         {"squid"_L1, "mitmproxy"_L1, "zscaler"_L1, "fortinet"_L1, "fortigate"_L1, "blue coat"_L1,
          "bluecoat"_L1, "web gateway"_L1, "netskope"_L1, "cisco umbrella"_L1, "ironport"_L1,
          "sophos"_L1, "palo alto"_L1, "forcepoint"_L1, "websense"_L1, "checkpoint"_L1,
          "check point"_L1, "barracuda"_L1, "watchguard"_L1, "charles proxy"_L1, "fiddler"_L1,
          "portswigger"_L1, "kaspersky"_L1, "avast"_L1, "eset"_L1, "untangle"_L1}) {
        if (issuer.contains(name, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

Evidence tlsValue(const ExchangeView &view, const QString &text, QLatin1StringView says,
                  const WordParams &params)
{
    Evidence evidence = caseValue(EvidenceSource::Tls, text, says, params);
    evidence.exchange = view.exchange->id;
    return evidence;
}

void judge(const Observations &observed, const ExchangeView &view, QList<Finding> &found)
{
    if (!view.exchange->tls)
        return;
    const TlsFacts &tls = *view.exchange->tls;
    const CertificateFacts leaf = tls.chain.isEmpty() ? CertificateFacts() : tls.chain.first();
    const bool handshakeAlert = !tls.established && view.exchange->end == ExchangeEnd::TlsFailed
        && tls.problems.isEmpty()
        && (!tls.chain.isEmpty() || tls.detail.contains("alert"_L1, Qt::CaseInsensitive));
    const bool failed = !tls.problems.isEmpty() || handshakeAlert;
    const bool untrusted = tls.problems.contains(u"untrusted"_s)
        || tls.problems.contains(u"self-signed"_s);
    const bool inspected = isInspector(leaf.issuer);

    if (inspected && (!failed || untrusted)) {
        FindingBuilder builder(observed, "tls.target-intercepted"_L1);
        builder.about(view)
            .param("issuer"_L1, leaf.issuer)
            .severity(failed ? Severity::Error : Severity::Info)
            .confidence(Confidence::Likely)
            .show(tlsValue(view, leaf.issuer, "tls.issuer"_L1, {{u"issuer"_s, leaf.issuer}}));
        if (failed)
            builder.who(Actor::HelpDesk).ruleOut("tls.target-failed"_L1, "issued-by-inspector"_L1,
                                                 {{u"issuer"_s, leaf.issuer}});
        found.append(builder.done());
        return;
    }
    if (!failed)
        return;
    const QString problem = tls.problems.isEmpty() ? u"handshake"_s : tls.problems.first();
    FindingBuilder builder(observed, "tls.target-failed"_L1);
    builder.about(view)
        .param("problem"_L1, problem)
        .param("serverName"_L1, tls.serverName)
        .param("issuer"_L1, leaf.issuer)
        .param("notAfter"_L1, leaf.notAfter)
        .param("detail"_L1, tls.detail)
        .confidence(Confidence::Certain);
    for (const QString &each : tls.problems) {
        builder.show(tlsValue(view, each, "tls.problem"_L1,
                              {{u"problem"_s, each},
                               {u"serverName"_s, tls.serverName},
                               {u"issuer"_s, leaf.issuer},
                               {u"notAfter"_s, leaf.notAfter}}));
    }
    if (!tls.detail.isEmpty())
        builder.show(tlsValue(view, tls.detail, "tls.handshake-detail"_L1,
                              {{u"detail"_s, tls.detail}}));
    if (const ExchangeView *connect = observed.byId(view.exchange->tunnelOf);
        connect && connect->response) {
        builder.show(statusLine(*connect, "status.tunnel-open"_L1));
    }
    if (tls.problems.contains(u"expired"_s) || tls.problems.contains(u"name-mismatch"_s))
        builder.who(Actor::SiteOwner);
    builder.ruleOut("tunnel.broken-after-established"_L1, "target-sent-tls"_L1);
    found.append(builder.done());
}

} // namespace

QList<Finding> tlsFindings(const Observations &observed)
{
    QList<Finding> found;
    for (const ExchangeView *view : observed.inside())
        judge(observed, *view, found);
    return found;
}

} // namespace pt
