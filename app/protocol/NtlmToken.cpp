// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/NtlmToken.h"

#include "model/Secret.h"
#include "protocol/AsciiChars.h"
#include "protocol/NtlmBytes.h"
#include "protocol/NtlmProblems.h"

namespace pt {

NtlmToken readNtlmToken(QByteArrayView base64)
{
    NtlmToken token;
    QByteArray plain;
    plain.reserve(base64.size() + 3);
    bool blank = false;
    bool url = false;
    for (const char c : ascii::trimmed(base64)) {
        if (ascii::isSpace(c) || c == '\r' || c == '\n') {
            blank = true;
        } else if (c == '-' || c == '_') {
            url = true;
            plain.append(c == '-' ? '+' : '/');
        } else {
            plain.append(c);
        }
    }
    const qsizetype missing = (4 - plain.size() % 4) % 4;
    plain.append(missing, '=');
    auto undone = QByteArray::fromBase64Encoding(plain, QByteArray::AbortOnBase64DecodingErrors);
    wipeMemory(plain.data(), plain.size());
    if (!undone || (*undone).isEmpty()) {
        token.problems.append(ntlmproblem::base64);
        return token;
    }
    token.bytes = std::move(*undone);
    if (url)
        token.problems.append(ntlmproblem::base64Url);
    if (missing > 0)
        token.problems.append(ntlmproblem::base64Padding);
    if (blank)
        token.problems.append(ntlmproblem::base64Blank);
    return token;
}

bool hasNtlmSignature(QByteArrayView bytes)
{
    return bytes.startsWith(ntlmbytes::signature);
}

int ntlmMessageType(QByteArrayView bytes)
{
    if (!hasNtlmSignature(bytes) || bytes.size() < 12)
        return 0;
    const quint32 type = ntlmbytes::number32(bytes, 8);
    return type <= 3 ? int(type) : 0;
}

bool looksLikeSpnego(QByteArrayView bytes)
{
    return !bytes.isEmpty() && (bytes[0] == '\x60' || bytes[0] == '\xa0' || bytes[0] == '\xa1');
}

} // namespace pt
