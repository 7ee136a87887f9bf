// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A SOCKS message. Input: an octet for its kind, the message.
#include "Fuzz.h"
#include "TokenChecks.h"

#include "protocol/AddressLiteral.h"
#include "protocol/SocksFrame.h"
#include "protocol/SocksToken.h"
#include "protocol/SocksWriting.h"

#include <array>

using namespace pt;
using namespace fuzz;

namespace {

constexpr std::array kinds{SocksKind::Greeting,    SocksKind::Method,   SocksKind::SignIn,
                           SocksKind::SignInReply, SocksKind::Request5, SocksKind::Reply5,
                           SocksKind::Request4,    SocksKind::Reply4};

void requireFrame(const SocksFrame &frame, SocksKind kind, QByteArrayView bytes)
{
    require(frame.kind == kind, "a message is of the kind that was asked for");
    const qsizetype end = frame.isComplete() ? frame.length : bytes.size();
    require(end >= 0 && end <= bytes.size() && frame.length <= longestSocksMessage,
            "a message ends where its bytes do");
    for (const ByteSpan &span :
         {frame.methods, frame.codeSpan, frame.user, frame.password, frame.address, frame.port})
        require(isInside(span, 0, end), "a part lies in the message");
    require(frame.state != SocksState::Broken || !frame.problems.isEmpty(),
            "what is broken has a reason");
    requireProblems(frame.problems);
    const int port = socksPort(frame, bytes);
    require(port >= 0 && port < 65536, "a port is one");
    require(socksHost(frame, bytes).size() <= 255, "a host has at most 255 octets");
}

/// A reader that is asked again with each octet comes to the same end.
void requireStable(const SocksFrame &whole, SocksKind kind, QByteArrayView bytes)
{
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        const SocksFrame part = readSocks(kind, bytes.first(size));
        if (part.state == SocksState::Incomplete)
            continue;
        require(part.state == whole.state, "what is decided stays decided");
        require(!part.isComplete() || part == whole, "what comes behind a message changes nothing");
        break;
    }
    if (whole.isComplete())
        require(readSocks(kind, bytes.first(whole.length)) == whole, "its own bytes are enough");
}

void requireWritten(const SocksFrame &frame, SocksKind kind, QByteArrayView bytes)
{
    if (!frame.isComplete())
        return;
    if (kind == SocksKind::SignIn) {
        const QByteArray masked = maskedSocksSignIn(bytes.first(frame.length));
        const SocksFrame read = readSocks(kind, masked);
        require(read.isComplete() && read.user.in(masked) == frame.user.in(bytes),
                "a masked sign-in keeps its user");
        require(read.password.in(masked) == QByteArray(42, '*'), "and not its password");
        require(maskedSocksSignIn(masked) == masked, "and stays as it is");
    }
    if (kind == SocksKind::Request5 && frame.problems.isEmpty()) {
        const QString host = QString::fromUtf8(socksHost(frame, bytes));
        const auto written = socksConnect(host, quint16(socksPort(frame, bytes)));
        if (!written)
            return;
        const SocksFrame again = readSocks(kind, *written);
        require(again.isComplete(), "what is written can be read");
        require(socksPort(again, *written) == socksPort(frame, bytes), "the port stays");
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    QByteArrayView bytes = viewOf(data, size);
    const SocksKind kind = kinds[takeByte(bytes) % kinds.size()];
    bytes = bytes.first(std::min<qsizetype>(bytes.size(), 4 * longestSocksMessage));
    const SocksFrame frame = readSocks(kind, bytes);
    requireFrame(frame, kind, bytes);
    requireStable(frame, kind, bytes);
    requireWritten(frame, kind, bytes);
    requireTable(socksToken(kind, bytes), bytes);
    if (const auto told = socksMessageOfClient(bytes))
        require(readSocks(*told, bytes).kind == *told, "a message can be told by its octets");

    const QByteArray text = addressText(bytes);
    require(text.isEmpty() == (bytes.size() != 4 && bytes.size() != 16), "4 or 16 octets are one");
    if (!text.isEmpty())
        require(addressOctets(QString::fromLatin1(text)) == bytes, "an address there and back");
    const QByteArray octets = addressOctets(QString::fromUtf8(bytes));
    require(octets.isEmpty() || addressOctets(QString::fromLatin1(addressText(octets))) == octets,
            "an address back and there");
    return 0;
}
