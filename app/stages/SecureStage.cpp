// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/SecureStage.h"

#include "stages/RunState.h"
#include "stages/StageCodes.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// The problem that has to be solved first: whose certificate it is, for whom, until when.
QLatin1StringView codeOf(const QStringList &problems)
{
    if (problems.contains(u"name-mismatch"_s) && problems.size() == 1)
        return stagecode::tlsNameMismatch;
    const bool untrusted = problems.contains(u"untrusted"_s) || problems.contains(u"self-signed"_s)
        || problems.contains(u"revoked"_s) || problems.contains(u"other"_s);
    if (untrusted)
        return stagecode::tlsUntrusted;
    return problems.contains(u"name-mismatch"_s) ? stagecode::tlsNameMismatch
                                                 : stagecode::tlsExpired;
}

} // namespace

SecureStage::SecureStage(RunState &run, QObject *parent)
    : Stage(StageId::Secure, run, parent)
{
}

void SecureStage::begin()
{
    // Each probe has deadlines of its own; this one holds where they fail.
    setDeadline(2 * (run().limits.connectMs + run().limits.tlsMs) + 5000);
    connect(run().session.get(), &ProbeSession::portProbed, this, [this] {
        if (!isOver())
            onProbed();
    });
    run().session->probePort(PortProbe::Kind::Secure, id());
}

void SecureStage::stop()
{
    run().session->cancelAll();
}

void SecureStage::expire()
{
    run().session->cancelAll();
    finish(StageStatus::Failed, stagecode::tlsHandshakeFailed,
           {{u"host"_s, run().record.input.endpoint.host}, {u"detail"_s, u"timeout"_s}});
}

void SecureStage::onProbed()
{
    if (!m_code.isEmpty()) // the control question has been asked as well
        return finish(StageStatus::Failed, m_code, m_params);
    judge();
}

void SecureStage::judge()
{
    using namespace stagecode;
    const PortProbe &probe = *run().session->portProbe();
    const TlsFacts facts = probe.facts();
    const QString issuer = facts.chain.isEmpty() ? QString() : facts.chain.first().issuer;
    if (probe.isSecured())
        return finish(
            StageStatus::Passed, secured,
            {{u"version"_s, facts.version}, {u"cipher"_s, facts.cipher}, {u"issuer"_s, issuer}});

    const QString failure = probe.failure();
    m_params = {{u"host"_s, run().record.input.endpoint.host},
                {u"issuer"_s, issuer},
                {u"detail"_s, facts.detail.isEmpty() ? failure : facts.detail}};
    if (failure == "certificate"_L1) {
        m_params.insert(u"problems"_s, facts.problems.join(u", "_s));
        return finish(StageStatus::Failed, codeOf(facts.problems), m_params);
    }
    if (failure == "client-certificate"_L1)
        return finish(StageStatus::Failed, tlsClientCertificateRequired, m_params);
    m_code = failure == "not-tls"_L1 ? notTls : tlsHandshakeFailed;
    if (probe.alertSeen())
        return finish(StageStatus::Failed, m_code, m_params);
    run().session->probePort(PortProbe::Kind::ClearControl, id());
}

} // namespace pt
