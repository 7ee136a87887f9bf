// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/EnumNames.h"
#include "protocol/ByteSpan.h"

#include <QByteArrayView>

namespace pt {

/// What a port speaks that did not answer HTTP with HTTP/1.x.
enum class PortProtocol {
    Unknown,
    TlsAlert,  ///< a TLS record of type alert: the port wants TLS
    Tls,       ///< another TLS record
    Socks5,
    Socks4,
    Ssh,
    Smtp,
    Ftp,
    Mail220,   ///< a "220" banner that says neither SMTP nor FTP
    Pop3,
    Imap,
    Http2,     ///< SETTINGS or GOAWAY frame, or the preface
    Icy,       ///< SHOUTcast's "ICY 200 OK"
    Html,      ///< a bare document, as HTTP/0.9 servers send
    Pac,       ///< the text of a proxy auto-configuration file
    Vnc,
    Telnet
};

PT_ENUM_NAMES(PortProtocol, {PortProtocol::Unknown, "unknown"}, {PortProtocol::TlsAlert, "tls-alert"},
              {PortProtocol::Tls, "tls"}, {PortProtocol::Socks5, "socks5"}, {PortProtocol::Socks4, "socks4"},
              {PortProtocol::Ssh, "ssh"}, {PortProtocol::Smtp, "smtp"}, {PortProtocol::Ftp, "ftp"},
              {PortProtocol::Mail220, "220-banner"}, {PortProtocol::Pop3, "pop3"},
              {PortProtocol::Imap, "imap"}, {PortProtocol::Http2, "http2"}, {PortProtocol::Icy, "icy"},
              {PortProtocol::Html, "html"}, {PortProtocol::Pac, "pac"}, {PortProtocol::Vnc, "vnc"},
              {PortProtocol::Telnet, "telnet"})

struct PortGuess
{
    PortProtocol protocol = PortProtocol::Unknown;
    ByteSpan span; ///< the bytes that tell; empty where unknown

    bool operator==(const PortGuess &) const = default;
};

/// From the first bytes a port sent (Message::body where no HTTP head came). Looks at no more than 4 KiB.
PortGuess guessPort(QByteArrayView firstBytes);

/// The span of "function FindProxyForURL" in a text, also in the body of an HTTP answer; empty: it is no
/// PAC file. Looks at no more than 64 KiB.
ByteSpan findPacFunction(QByteArrayView text);

} // namespace pt
