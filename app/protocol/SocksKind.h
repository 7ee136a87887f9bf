// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/EnumNames.h"

namespace pt {

/// The messages of SOCKS5 (RFC 1928, its password sign-in RFC 1929) and of SOCKS4 with its
/// extension 4a. The names are those of DecodedToken::what.
enum class SocksKind {
    Greeting, ///< the methods a client can do
    Method, ///< the one the server chose
    SignIn,
    SignInReply,
    Request5,
    Reply5,
    Request4,
    Reply4
};

PT_ENUM_NAMES(SocksKind, {SocksKind::Greeting, "socks5.greeting"},
              {SocksKind::Method, "socks5.method"}, {SocksKind::SignIn, "socks5.sign-in"},
              {SocksKind::SignInReply, "socks5.sign-in-reply"},
              {SocksKind::Request5, "socks5.request"}, {SocksKind::Reply5, "socks5.reply"},
              {SocksKind::Request4, "socks4.request"}, {SocksKind::Reply4, "socks4.reply"})

/// RFC 1928 section 3: what a server may choose.
namespace socksmethod {
inline constexpr int none = 0x00;
inline constexpr int gssapi = 0x01;
inline constexpr int password = 0x02;
inline constexpr int nothingAcceptable = 0xFF;
} // namespace socksmethod

/// RFC 1928 section 6, and what SOCKS4 answers.
namespace socksreply {
inline constexpr int succeeded = 0x00;
inline constexpr int generalFailure = 0x01;
inline constexpr int notAllowed = 0x02;
inline constexpr int networkUnreachable = 0x03;
inline constexpr int hostUnreachable = 0x04;
inline constexpr int connectionRefused = 0x05;
inline constexpr int ttlExpired = 0x06;
inline constexpr int commandNotSupported = 0x07;
inline constexpr int addressNotSupported = 0x08;
inline constexpr int granted4 = 90;
inline constexpr int rejected4 = 91;
inline constexpr int noIdent4 = 92;
inline constexpr int otherIdent4 = 93;
} // namespace socksreply

} // namespace pt
