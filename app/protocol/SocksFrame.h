// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/ByteSpan.h"
#include "protocol/SocksKind.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QStringList>

#include <optional>

namespace pt {

/// How much of a SOCKS message there is.
enum class SocksState {
    Incomplete, ///< so far as it should be; more has to come
    Complete,
    Broken ///< it is no such message
};

/// One SOCKS message, read. What is not part of its kind keeps its first value.
struct SocksFrame
{
    SocksKind kind = SocksKind::Greeting;
    SocksState state = SocksState::Incomplete;
    qsizetype length
        = 0; ///< of the message, where it is complete; what stands behind it is not its
    int version = -1; ///< first octet
    ByteSpan methods; ///< Greeting: one octet each
    /// Method: the one chosen. SignInReply: the status. Requests: the command. Replies: the code.
    int code = -1;
    ByteSpan codeSpan;
    ByteSpan user; ///< SignIn, and the user id of Request4
    ByteSpan password; ///< SignIn
    int addressType = -1; ///< 1: IPv4, 3: name, 4: IPv6; of SOCKS4 also 3 where it is 4a
    ByteSpan address; ///< its octets alone, without type and length
    ByteSpan port;
    /// Stable: "socks.version", "socks.reserved", "socks.no-methods", "socks.address-type",
    /// "socks.empty-name", "socks.empty-user", "socks.empty-password", "socks.too-long".
    QStringList problems;

    bool operator==(const SocksFrame &) const = default;

    bool isComplete() const { return state == SocksState::Complete; }
};

/// Longer than this no message is: four octets, a name of 255 with its length, the port; of SOCKS4
/// eight, and two texts that are not allowed more than 255 and an end each.
inline constexpr qsizetype longestSocksMessage = 520;

/// Reads the message of that kind from the begin of `bytes`, which may be any. Looks at no more
/// than longestSocksMessage.
SocksFrame readSocks(SocksKind kind, QByteArrayView bytes);

/// The host of a request or reply as text: an address in its usual form, or the name.
QByteArray socksHost(const SocksFrame &frame, QByteArrayView bytes);
int socksPort(const SocksFrame &frame, QByteArrayView bytes); ///< 0: none

/// What a client's message is, told by its octets alone; nullopt: none of SOCKS.
std::optional<SocksKind> socksMessageOfClient(QByteArrayView bytes);
/// What a server answers to it with.
SocksKind socksAnswerTo(SocksKind message);

} // namespace pt
