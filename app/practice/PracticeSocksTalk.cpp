// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/PracticeSocksTalk.h"

#include "model/VisibleText.h"
#include "protocol/SocksFrame.h"
#include "protocol/SocksWriting.h"

#include <QCoreApplication>

namespace pt {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(PracticeConnection)
};

} // namespace

PracticeSocksTalk::PracticeSocksTalk(const PracticeSocks &behaviour, const Accepts &accepts)
    : m_behaviour(behaviour)
    , m_accepts(accepts)
{
}

QByteArray PracticeSocksTalk::take(QByteArray &input)
{
    const bool four = m_behaviour.version == 4;
    const SocksKind kind = four                                      ? SocksKind::Request4
        : !m_greeted                                                 ? SocksKind::Greeting
        : m_behaviour.method == socksmethod::password && !m_signedIn ? SocksKind::SignIn
                                                                     : SocksKind::Request5;
    m_told.clear();
    const SocksFrame frame = readSocks(kind, input);
    if (frame.state == SocksState::Incomplete)
        return {};
    if (frame.state == SocksState::Broken) {
        // As real servers do: what is not SOCKS gets no answer.
        m_told = Texts::tr("received something that is not SOCKS version %1; closed")
                     .arg(m_behaviour.version);
        input.clear();
        return end({});
    }
    const QByteArray message = input.first(frame.length);
    input.remove(0, frame.length);
    switch (kind) {
    case SocksKind::Greeting:
        return greet(message);
    case SocksKind::SignIn:
        return judge(message);
    default:
        return connectTo(message);
    }
}

QByteArray PracticeSocksTalk::greet(QByteArrayView message)
{
    m_greeted = true;
    const SocksFrame frame = readSocks(SocksKind::Greeting, message);
    const bool offered = frame.methods.in(message).contains(char(m_behaviour.method));
    if (!offered) {
        m_told = Texts::tr("is greeted in SOCKS and accepts none of the methods offered");
        return end(socksMethodChoice(socksmethod::nothingAcceptable));
    }
    m_told = Texts::tr("is greeted in SOCKS and chooses method %1").arg(m_behaviour.method);
    return socksMethodChoice(m_behaviour.method);
}

QByteArray PracticeSocksTalk::judge(QByteArrayView message)
{
    const SocksFrame frame = readSocks(SocksKind::SignIn, message);
    for (const auto &[user, password] : m_accepts) {
        if (frame.user.in(message) == user && frame.password.in(message) == password) {
            m_signedIn = true;
            m_told = Texts::tr("its sign-in is right");
            return socksSignInStatus(0);
        }
    }
    m_refused = true;
    m_told = Texts::tr("its sign-in is wrong");
    return end(socksSignInStatus(1));
}

QByteArray PracticeSocksTalk::connectTo(QByteArrayView message)
{
    const bool four = m_behaviour.version == 4;
    const SocksFrame frame = readSocks(four ? SocksKind::Request4 : SocksKind::Request5, message);
    m_host = socksHost(frame, message).toLower();
    m_port = socksPort(frame, message);
    const int code = m_behaviour.replyFor.value(m_host, m_behaviour.reply);
    const int granted = four ? socksreply::granted4 : socksreply::succeeded;
    const bool made = code < 0 || code == granted;
    m_told = Texts::tr("is asked in SOCKS for %1, port %2, and answers with code %3")
                 .arg(visibleBytes(m_host, false, 255))
                 .arg(m_port)
                 .arg(made ? granted : code);
    const QByteArray answer
        = four ? socks4Reply(made ? granted : code) : socksReply(made ? granted : code);
    if (!made)
        return end(answer);
    m_state = State::Open;
    return answer;
}

QByteArray PracticeSocksTalk::end(const QByteArray &answer)
{
    m_state = State::Over;
    return answer;
}

} // namespace pt
