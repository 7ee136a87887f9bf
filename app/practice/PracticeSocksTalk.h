// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/PracticeSocks.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <utility>

namespace pt {

/// The server's side of one SOCKS handshake: bytes in, answers out.
class PracticeSocksTalk
{
public:
    using Accepts = QList<std::pair<QByteArray, QByteArray>>; ///< user, password

    /// Neither is kept longer than this lives; both have to.
    PracticeSocksTalk(const PracticeSocks &behaviour, const Accepts &accepts);

    enum class State {
        Talking, ///< more has to come
        Open, ///< the connection to the target is made
        Over ///< to be closed, once what was answered is sent
    };

    /// Reads one message of `input`, if it is there, and takes it out. Gives the answer to it.
    QByteArray take(QByteArray &input);
    State state() const { return m_state; }
    /// A password was sent, and was not right.
    bool wasRefused() const { return m_refused; }
    QByteArray host() const { return m_host; } ///< lower case
    int port() const { return m_port; }
    /// For people, about the last message; without the password.
    QString told() const { return m_told; }

private:
    QByteArray greet(QByteArrayView message);
    QByteArray judge(QByteArrayView message);
    QByteArray connectTo(QByteArrayView message);
    QByteArray end(const QByteArray &answer);

    const PracticeSocks &m_behaviour;
    const Accepts &m_accepts;
    State m_state = State::Talking;
    bool m_greeted = false;
    bool m_signedIn = false;
    bool m_refused = false;
    QByteArray m_host;
    int m_port = 0;
    QString m_told;
};

} // namespace pt
