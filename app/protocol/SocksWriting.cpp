// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/SocksWriting.h"

#include "protocol/AddressLiteral.h"
#include "protocol/SocksFrame.h"

#include <QUrl>
#include <QtEndian>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestText = 255;
constexpr char connectCommand = 1;

QByteArray portOctets(quint16 port)
{
    QByteArray octets(2, 0);
    qToBigEndian(port, octets.data());
    return octets;
}

Result<QByteArray> nameOctets(const QString &host)
{
    const QByteArray name = QUrl::toAce(host).isEmpty() ? host.toUtf8() : QUrl::toAce(host);
    if (name.isEmpty())
        return fail(u"socks.host-empty"_s, u"socks.request"_s);
    if (name.size() > longestText || name.contains('\0'))
        return fail(u"socks.host-too-long"_s, u"socks.request"_s);
    return name;
}

} // namespace

QByteArray socksGreeting(QByteArrayView methods)
{
    QByteArray message("\x05", 1);
    message.append(char(methods.size())).append(methods);
    return message;
}

Result<QByteArray> socksConnect(const QString &host, quint16 port)
{
    QByteArray message("\x05", 1);
    message.append(connectCommand).append('\0');
    const QByteArray address = addressOctets(host);
    if (!address.isEmpty()) {
        message.append(address.size() == 4 ? '\x01' : '\x04').append(address);
    } else {
        const Result<QByteArray> name = nameOctets(host);
        if (!name)
            return name;
        message.append('\x03').append(char(name->size())).append(*name);
    }
    return message.append(portOctets(port));
}

Result<QByteArray> socks4Connect(const QString &host, quint16 port, const QString &user)
{
    const QString operation = u"socks.request"_s;
    const QByteArray id = user.toUtf8();
    if (id.contains('\0'))
        return fail(u"socks.user-has-zero"_s, operation);
    if (id.size() > longestText)
        return fail(u"socks.user-too-long"_s, operation);
    const QByteArray address = addressOctets(host);
    if (address.size() == 16)
        return fail(u"socks.address-unsupported"_s, operation);
    QByteArray message("\x04", 1);
    message.append(connectCommand).append(portOctets(port));
    message.append(!address.isEmpty() ? address : QByteArray("\0\0\0\1", 4));
    message.append(id).append('\0');
    if (!address.isEmpty())
        return message;
    const Result<QByteArray> name = nameOctets(host);
    if (!name)
        return name;
    return message.append(*name).append('\0');
}

QByteArray socksMethodChoice(int method)
{
    return QByteArray("\x05", 1).append(char(method));
}

QByteArray socksSignInStatus(int status)
{
    return QByteArray("\x01", 1).append(char(status));
}

QByteArray socksReply(int code)
{
    return QByteArray("\x05", 1).append(char(code)).append(QByteArray("\0\1\0\0\0\0\0\0", 8));
}

QByteArray socks4Reply(int code)
{
    return QByteArray("\0", 1).append(char(code)).append(QByteArray(6, 0));
}

QByteArray maskedSocksSignIn(QByteArrayView message)
{
    const SocksFrame frame = readSocks(SocksKind::SignIn, message);
    if (!frame.isComplete())
        return message.toByteArray();
    return message.first(frame.user.end()).toByteArray() + QByteArray(43, '*');
}

} // namespace pt
