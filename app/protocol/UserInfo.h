// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace pt {

/// Where the parts of an address lie as its writer meant them, which is not always where RFC 3986 finds
/// them: `http://dev@acme.com:pa/ss@proxy.host:8080`. Positions count in the whole text.
struct UserInfoSpan
{
    qsizetype start = 0;  ///< of the user name
    qsizetype colon = -1; ///< between user and password; -1: no password
    qsizetype at = 0;     ///< the "@" that ends it

    bool operator==(const UserInfoSpan &) const = default;
};

/// The position behind "scheme://" at the start of `address`; 0: there is none.
qsizetype schemeEnd(QStringView address);

/// True where `text` begins with a host and perhaps a port, and then ends or goes on with "/", "?" or "#".
/// `port`, if given, receives the port's digits; empty: none.
bool startsWithHostPort(QStringView text, QStringView *port = nullptr);

/// The user and password of one address, with or without a scheme. The last "@" wins that stands before
/// something like host:port. nullopt: there are none.
std::optional<UserInfoSpan> findUserInfo(QStringView address);

/// Text such as a proxy variable or a command line, every password in an address or behind
/// --proxy-user, -U, --user, -u or a credentials field as "***". Rather masks too much. Idempotent.
QString maskedUrlText(const QString &text);

} // namespace pt
