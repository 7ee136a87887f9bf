// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/KeychainItem.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace pt {

namespace {

constexpr QByteArrayView prefix = "{\"version\":1,\"bytes\":\"";
constexpr QByteArrayView suffix = "\"}";
constexpr int version = 1;

static_assert(prefix.size() + (KeychainItem::maxSecretBytes + 2) / 3 * 4 + suffix.size()
              == KeychainItem::maxItemBytes);

} // namespace

bool KeychainItem::fits(const Secret &secret)
{
    return secret.reveal().size() <= maxSecretBytes;
}

QByteArray KeychainItem::encoded(const Secret &secret)
{
    const QByteArrayView bytes = secret.reveal();
    QByteArray base64 = QByteArray::fromRawData(bytes.data(), bytes.size()).toBase64();
    QByteArray item;
    // One allocation, so that no half-grown copy of the secret is left behind.
    item.reserve(maxItemBytes);
    item.append(prefix).append(base64).append(suffix);
    wipeMemory(base64.data(), base64.size());
    return item;
}

Result<Secret> KeychainItem::decoded(QByteArrayView item)
{
    const QString operation = QStringLiteral("read the keychain item");
    // Read by hand what encoded() wrote: a JSON reader would leave copies that cannot be wiped.
    if (item.size() >= prefix.size() + suffix.size() && item.size() <= maxItemBytes
        && item.startsWith(prefix) && item.endsWith(suffix)) {
        const QByteArrayView base64
            = item.sliced(prefix.size(), item.size() - prefix.size() - suffix.size());
        auto bytes
            = QByteArray::fromBase64Encoding(QByteArray::fromRawData(base64.data(), base64.size()),
                                             QByteArray::AbortOnBase64DecodingErrors);
        if (bytes)
            return Secret::takeUtf8(std::move(*bytes));
    } else if (item.size() <= 64 * maxItemBytes) {
        const QJsonObject object = QJsonDocument::fromJson(item.toByteArray()).object();
        if (object.value(QLatin1StringView("version")).toInt() > version)
            return fail(QStringLiteral("keychain.item-newer"), operation);
    }
    return fail(QStringLiteral("keychain.item-unreadable"), operation);
}

} // namespace pt
