// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/TokenBytes.h"

namespace pt {

std::optional<QByteArray> tokenBytes(QByteArrayView token68)
{
    // A view, so that no second copy of what may be a secret is made.
    const QByteArray text = QByteArray::fromRawData(token68.data(), token68.size());
    for (const QByteArray::Base64Option alphabet :
         {QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding}) {
        auto result = QByteArray::fromBase64Encoding(
            text, QByteArray::Base64Options(alphabet) | QByteArray::AbortOnBase64DecodingErrors);
        if (result)
            return std::move(*result);
    }
    return std::nullopt;
}

QString tokenText(QByteArrayView bytes)
{
    return bytes.isValidUtf8() ? QString::fromUtf8(bytes) : QString::fromLatin1(bytes);
}

} // namespace pt
