// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/DigestInputs.h"

#include <QCryptographicHash>

#include <openssl/evp.h>

namespace pt {

namespace {

using Hash = DigestAlgorithm::Hash;


/// SHA-512/256 has initial values of its own (FIPS 180-4 section 5.3.6.2), which Qt does not offer.
QByteArray sha512Slash256(QByteArrayView bytes)
{
    QByteArray out(EVP_MAX_MD_SIZE, Qt::Uninitialized);
    unsigned int size = 0;
    if (EVP_Digest(bytes.data(), size_t(bytes.size()),
                   reinterpret_cast<unsigned char *>(out.data()), &size, EVP_sha512_256(), nullptr)
        != 1)
        return {};
    out.truncate(size);
    return out;
}

QByteArray hexHash(const DigestInputs &inputs, QByteArrayView bytes)
{
    QByteArray raw;
    switch (inputs.algorithm.hash) {
    case Hash::Md5:
        raw = QCryptographicHash::hash(bytes, QCryptographicHash::Md5);
        break;
    case Hash::Sha256:
        raw = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
        break;
    case Hash::Sha512_256:
        raw = inputs.misprintedHash
            ? QCryptographicHash::hash(bytes, QCryptographicHash::Sha512).first(32)
            : sha512Slash256(bytes);
        break;
    }
    QByteArray hex = raw.toHex();
    wipeMemory(raw.data(), raw.size());
    return hex;
}

/// H(A1) of RFC 7616 section 3.4.2.
QByteArray secretPart(const DigestInputs &inputs, const Secret &password)
{
    const QByteArrayView secret = password.reveal();
    QByteArray a1;
    // Once and for all: growing would leave copies of the password behind.
    a1.reserve(inputs.user.size() + inputs.realm.size() + secret.size() + 2);
    a1.append(inputs.user).append(':').append(inputs.realm).append(':').append(secret);
    QByteArray hashed = hexHash(inputs, a1);
    wipeMemory(a1.data(), a1.size());
    if (!inputs.algorithm.session)
        return hashed;
    QByteArray session;
    session.reserve(hashed.size() + inputs.nonce.size() + inputs.cnonce.size() + 2);
    session.append(hashed).append(':').append(inputs.nonce).append(':').append(inputs.cnonce);
    wipeMemory(hashed.data(), hashed.size());
    hashed = hexHash(inputs, session);
    wipeMemory(session.data(), session.size());
    return hashed;
}

QByteArray respond(const DigestInputs &inputs, const Secret &password, QByteArrayView method)
{
    // A2, RFC 7616 section 3.4.3.
    QByteArray a2 = method.toByteArray() + ':' + inputs.uri;
    if (inputs.qop == DigestQop::AuthInt)
        a2 += ':' + hexHash(inputs, inputs.body);
    const QByteArray hashedA2 = hexHash(inputs, a2);

    QByteArray middle = inputs.nonce;
    if (inputs.qop != DigestQop::None) {
        middle += ':' + inputs.nc() + ':' + inputs.cnonce + ':';
        middle += inputs.qop == DigestQop::AuthInt ? "auth-int" : "auth";
    }
    QByteArray hashedA1 = secretPart(inputs, password);
    QByteArray all;
    all.reserve(hashedA1.size() + middle.size() + hashedA2.size() + 2);
    all.append(hashedA1).append(':').append(middle).append(':').append(hashedA2);
    const bool possible = !hashedA1.isEmpty();
    wipeMemory(hashedA1.data(), hashedA1.size());
    QByteArray response = hexHash(inputs, all);
    wipeMemory(all.data(), all.size());
    return possible ? response : QByteArray();
}

} // namespace

QByteArray DigestInputs::nc() const
{
    return QByteArray::number(nonceCount, 16).rightJustified(8, '0');
}

QByteArray digestResponse(const DigestInputs &inputs, const Secret &password)
{
    return respond(inputs, password, inputs.method);
}

QByteArray digestResponseOfProxy(const DigestInputs &inputs, const Secret &password)
{
    return respond(inputs, password, {});
}

QByteArray digestUserHash(const DigestInputs &inputs)
{
    return hexHash(inputs, inputs.user + ':' + inputs.realm);
}

} // namespace pt
