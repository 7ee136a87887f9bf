// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/ConnectStage.h"

#include "probe/ProxyConnection.h"
#include "stages/RunState.h"
#include "stages/StageCodes.h"

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

ConnectStage::ConnectStage(RunState &run, QObject *parent)
    : Stage(StageId::Connect, run, parent)
{
}

void ConnectStage::begin()
{
    // The connections have deadlines of their own, this one is for their failing.
    setDeadline(run().limits.connectMs + 2000);
    connect(&run().connector, &AddressConnector::connected, this, &ConnectStage::onConnected);
    connect(&run().connector, &AddressConnector::failed, this, &ConnectStage::onFailed);
    run().connector.start(run().addresses, run().record.input.endpoint.port,
                          run().limits.connectMs);
}

void ConnectStage::stop()
{
    run().connector.cancel();
}

void ConnectStage::expire()
{
    run().connector.cancel();
    onFailed();
}

void ConnectStage::onConnected()
{
    ProxyConnection *connection = run().connector.takeConnection();
    if (!connection)
        return;
    const CaseInput &input = run().record.input;
    ProbeSession::Setup setup;
    setup.limits = run().limits;
    setup.credentials = std::move(run().credentials);
    setup.auth = input.auth;
    setup.attemptLimit = input.attemptLimit;
    setup.ntlmVersion1 = input.ntlmVersion1;
    setup.userAgent = input.userAgent;
    setup.extraTrust = run().extraTrust;
    setup.address = run().connector.address();
    setup.port = input.endpoint.port;
    setup.host = input.endpoint.host;
    setup.negotiate = run().negotiate.get();
    setup.tls = input.endpoint.scheme == ProxyScheme::Https;
    setup.scheme = input.endpoint.scheme;
    run().session = std::make_unique<ProbeSession>(std::move(setup), run().clock, run().random);
    const QString localAddress = connection->localAddress();
    const quint16 localPort = connection->localPort();
    run().session->adopt(connection);

    qint64 duration = 0;
    for (const AddressAttempt &attempt : run().connector.attempts()) {
        if (attempt.outcome == ConnectOutcome::Connected)
            duration = attempt.durationMs;
    }
    finish(StageStatus::Passed, stagecode::connected,
           {{u"address"_s, run().connector.address().toString()},
            {u"port"_s, QString::number(input.endpoint.port)},
            {u"localAddress"_s, localAddress},
            {u"localPort"_s, QString::number(localPort)},
            {u"milliseconds"_s, QString::number(duration)}});
}

void ConnectStage::onFailed()
{
    const QList<AddressAttempt> &attempts = run().connector.attempts();
    // An address this computer has no route to, often all of IPv6, says nothing beside one that
    // answers.
    const auto all = [&attempts](ConnectOutcome outcome) {
        const bool seen = std::any_of(
            attempts.begin(), attempts.end(),
            [outcome](const AddressAttempt &attempt) { return attempt.outcome == outcome; });
        return seen
            && std::all_of(attempts.begin(), attempts.end(),
                           [outcome](const AddressAttempt &attempt) {
                               return attempt.outcome == outcome
                                   || attempt.outcome == ConnectOutcome::Unreachable;
                           });
    };
    Params params{{u"host"_s, run().record.input.endpoint.host},
                  {u"port"_s, QString::number(run().record.input.endpoint.port)},
                  {u"count"_s, QString::number(attempts.size())}};
    if (!attempts.isEmpty())
        params.insert(u"detail"_s, attempts.first().detail);
    if (all(ConnectOutcome::Refused))
        return finish(StageStatus::Failed, stagecode::connectRefused, params);
    if (all(ConnectOutcome::TimedOut)) {
        params.insert(u"seconds"_s, QString::number((run().limits.connectMs + 500) / 1000));
        return finish(StageStatus::Failed, stagecode::connectTimedOut, params);
    }
    if (all(ConnectOutcome::Unreachable))
        return finish(StageStatus::Failed, stagecode::connectUnreachable, params);
    finish(StageStatus::Failed, stagecode::connectFailed, params);
}

} // namespace pt
