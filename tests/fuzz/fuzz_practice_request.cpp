// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A request to the practice proxy, which other programs may be pointed at.
#include "Fuzz.h"

#include "practice/PracticeRequest.h"

using namespace pt;
using namespace fuzz;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes = viewOf(data, size);
    const auto head = parseHead(bytes);
    if (!head)
        return 0;
    const auto request = readPracticeRequest(*head);
    if (!request)
        return 0;
    require(!head->isResponse && request->method == head->method, "a request is no answer");
    require(request->port >= 0 && request->port < 65536, "a port is one");
    require(request->host == request->host.toLower(), "a host is in lower case");
    require(request->host.size() <= bytes.size(), "a host is no longer than what was sent");
    require(request->bodyBytes >= 0, "a body has a size");
    require(readPracticeRequest(*head) == request, "the same head reads the same");
    return 0;
}
