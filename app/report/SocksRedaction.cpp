// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/SocksRedaction.h"

#include "protocol/AddressLiteral.h"
#include "protocol/SocksFrame.h"
#include "protocol/SocksWriting.h"
#include "report/MessageRedaction.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

QString textIn(const ByteSpan &span, QByteArrayView bytes)
{
    return QString::fromUtf8(span.in(bytes));
}

/// As long as one octet of length can say, whatever a stand-in is.
QByteArray shortened(const QString &text)
{
    return text.toUtf8().left(255);
}

/// A stand-in of the same kind as what it stands for: an address of an address, a name of a name.
QByteArray standInAddress(const SocksFrame &frame, QByteArrayView bytes, Pseudonyms *names)
{
    const QString host = QString::fromUtf8(socksHost(frame, bytes));
    const QByteArrayView octets = frame.address.in(bytes);
    // The address of nowhere, as servers often say it, names nobody.
    const bool nowhere = octets.count('\0') == octets.size();
    if (frame.addressType == 3)
        return host.isEmpty() ? QByteArray() : shortened(names->host(host));
    const QByteArray standIn = nowhere ? QByteArray() : addressOctets(names->host(host));
    return standIn.size() == octets.size() ? standIn : QByteArray(octets.size(), 0);
}

QByteArray rebuilt(const SocksFrame &frame, QByteArrayView bytes, Pseudonyms *names)
{
    switch (frame.kind) {
    case SocksKind::Greeting:
    case SocksKind::Method:
    case SocksKind::SignInReply:
        return bytes.first(frame.length).toByteArray();
    case SocksKind::SignIn: {
        const QByteArray user = shortened(names->user(textIn(frame.user, bytes)));
        const QByteArray message
            = QByteArray("\x01", 1).append(char(user.size())).append(user).append('\0');
        return maskedSocksSignIn(message);
    }
    case SocksKind::Request5:
    case SocksKind::Reply5: {
        const QByteArray address = standInAddress(frame, bytes, names);
        QByteArray message = bytes.first(4).toByteArray();
        if (frame.addressType == 3)
            message.append(char(address.size()));
        return message.append(address).append(frame.port.in(bytes));
    }
    case SocksKind::Request4: {
        const QByteArray user = shortened(names->user(textIn(frame.user, bytes)));
        const QByteArray address = standInAddress(frame, bytes, names);
        QByteArray message = bytes.first(4).toByteArray();
        if (frame.addressType == 3)
            return message.append(QByteArray("\0\0\0\1", 4))
                .append(user)
                .append('\0')
                .append(address)
                .append('\0');
        return message.append(address).append(user).append('\0');
    }
    case SocksKind::Reply4:
        return bytes.first(4).toByteArray() + standInAddress(frame, bytes, names);
    }
    return {};
}

void registerNames(const SocksFrame &frame, QByteArrayView bytes, Pseudonyms *names)
{
    if (frame.isComplete())
        rebuilt(frame, bytes, names);
}

} // namespace

bool isSocksExchange(const Exchange &exchange)
{
    if (exchange.form == ExchangeForm::Socks)
        return true;
    return exchange.form == ExchangeForm::PortProbe && exchange.request.head.isEmpty()
        && !exchange.request.body.isEmpty();
}

void collectSocksNames(const Exchange &exchange, Pseudonyms *names)
{
    const QByteArray &sent = exchange.request.body;
    const auto kind = isSocksExchange(exchange) ? socksMessageOfClient(sent) : std::nullopt;
    if (!kind)
        return;
    registerNames(readSocks(*kind, sent), sent, names);
    registerNames(readSocks(socksAnswerTo(*kind), exchange.response.body), exchange.response.body,
                  names);
}

void redactSocks(const Exchange &exchange, Exchange *result, Pseudonyms *names, RedactionLog *log,
                 const QString &part)
{
    const QByteArray &sent = exchange.request.body;
    const auto kind = socksMessageOfClient(sent);
    const auto put = [&](const Message &from, Message *to, SocksKind wanted, const QString &where) {
        const SocksFrame frame = readSocks(wanted, from.body);
        if (!kind || !frame.isComplete() || !from.head.isEmpty()) {
            *to = redactedMessage(from, names, log, where);
            return;
        }
        *to = from;
        to->body = rebuilt(frame, from.body, names);
        if (to->body != from.body)
            log->add(u"socks"_s, where, from.body.size());
    };
    const SocksKind asked = kind.value_or(SocksKind::Greeting);
    put(exchange.request, &result->request, asked, part + u", request"_s);
    put(exchange.response, &result->response, socksAnswerTo(asked), part + u", response"_s);
}

} // namespace pt
