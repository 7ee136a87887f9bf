// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A head as it is recorded, with secrets in it.
#include "Fuzz.h"

#include "protocol/Masking.h"

#include <array>
#include <initializer_list>

using namespace pt;
using namespace fuzz;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype growthOfField = 256; ///< as Masking.h promises

void requireCredentials(QByteArrayView value)
{
    const QByteArray masked = maskedCredentials(value);
    require(maskedCredentials(masked) == masked, "masked credentials stay as they are");
    require(masked.size() <= value.size() + growthOfField, "masked credentials grow little");
    require(value.isEmpty() || readPlaceholder(masked), "masked credentials are a placeholder");
}

/// Whatever stands before: behind a line end a secret in a field of its own is gone.
void requireHidden(QByteArrayView before, const QByteArray &field, QByteArrayView secret)
{
    if (before.contains(secret))
        return;
    const QByteArray head
        = before.toByteArray() + "\r\n" + field + secret.toByteArray() + "\r\n\r\n";
    require(!maskedHead(head).contains(secret), "a secret is not in a masked head");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView head = viewOf(data, size);
    const QByteArray masked = maskedHead(head);
    require(maskedHead(masked) == masked, "a masked head stays as it is");
    require(masked.size() <= head.size() + growthOfField * (head.count('\n') + 1),
            "a masked head grows by a bound a field");
    require(masked.count('\n') <= head.count('\n'), "masking adds no line");
    requireCredentials(head);
    for (const QByteArrayView scheme : {QByteArrayView("Basic "), QByteArrayView("Digest "),
                                        QByteArrayView("NTLM "), QByteArrayView("Negotiate ")}) {
        const QByteArray bytes = head.toByteArray();
        requireCredentials(scheme.toByteArray() + bytes);
        requireCredentials(scheme.toByteArray() + bytes.toBase64());
    }

    requireHidden(head, "Proxy-Authorization: Basic ", "ZGV2OkNhbmFyeS1TZXNhbWUtMQ==");
    requireHidden(head, "Proxy-Authorization: Digest username=\"dev\", response=",
                  "\"6629fae49393a05397450978507c4ef1\"");
    requireHidden(head, "Cookie: sid=", "Canary-Sesame-1");
    requireHidden(head, "X-Api-Key: ", "Canary-Sesame-1");
    requireHidden(head, "Location: http://dev:", "Canary-Sesame-1@proxy.example:3128/");
    return 0;
}
