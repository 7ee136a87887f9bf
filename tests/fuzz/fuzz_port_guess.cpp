// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The first bytes of a port that may speak anything.
#include "Fuzz.h"

#include "protocol/PortGuess.h"

using namespace pt;
using namespace fuzz;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes = viewOf(data, size);
    const PortGuess guess = guessPort(bytes);
    require(isInside(guess.span, bytes), "the bytes that tell are among those that came");
    require((guess.protocol == PortProtocol::Unknown) == (guess.span.length == 0),
            "what is known is shown");
    const ByteSpan pac = findPacFunction(bytes);
    require(isInside(pac, bytes), "the function lies in the text");
    require(
        pac.length == 0
            || (pac.in(bytes).startsWith("function") && pac.in(bytes).endsWith("FindProxyForURL")),
        "the function is the one that was looked for");
    return 0;
}
