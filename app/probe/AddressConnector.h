// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/AddressAttempt.h"
#include "probe/RunClock.h"

#include <QHostAddress>
#include <QList>
#include <QObject>

namespace pt {

class ProxyConnection;

/// Connects to every address of the proxy at the same time. The first connection that comes up is
/// given away, of several that come up together the one whose address the resolver named first;
/// later ones are closed at once, but their outcome is recorded.
class AddressConnector : public QObject
{
    Q_OBJECT

public:
    /// More addresses than this are left out.
    static constexpr int maximumAddresses = 8;

    explicit AddressConnector(const RunClock &clock, QObject *parent = nullptr);
    ~AddressConnector() override;

    void start(const QList<QHostAddress> &addresses, quint16 port, int timeoutMs);
    /// Gives up what is still under way; it is recorded as cancelled. Silent.
    void cancel();
    /// The same, for others than the first, which have had their time: they count as timed out.
    void giveUp();

    /// In the order of the addresses; one that is still under way reads as cancelled so far.
    const QList<AddressAttempt> &attempts() const { return m_attempts; }
    /// The winner, owned by the caller from then on; nullptr: none, or taken already.
    ProxyConnection *takeConnection();
    QHostAddress address() const { return m_address; } ///< the winner's
    /// Addresses that have neither answered nor failed yet.
    int undecided() const { return m_open; }

signals:
    /// The first connection is up; not from inside start().
    void connected();
    /// No address could be connected to; not from inside start().
    void failed();
    /// One more attempt has its outcome; before connected() and failed(), not from inside start().
    void attemptSettled();

private:
    void settle(int index, ConnectOutcome outcome, const QString &detail);

    RunClock m_clock;
    QList<AddressAttempt> m_attempts;
    QList<ProxyConnection *> m_connections; ///< by index, nullptr when settled
    QList<QHostAddress> m_addresses;
    ProxyConnection *m_winner = nullptr;
    QHostAddress m_address;
    int m_open = 0;
    bool m_won = false;
};

} // namespace pt
