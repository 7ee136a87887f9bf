// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/NtlmProof.h"

#include "protocol/NtlmBytes.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QStringDecoder>

#include <openssl/evp.h>

#include <memory>

namespace pt::ntlmproof {

namespace {

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

QByteArray hmacMd5(QByteArrayView key, std::initializer_list<QByteArrayView> parts)
{
    QMessageAuthenticationCode code(QCryptographicHash::Md5, key.toByteArray());
    for (const QByteArrayView part : parts)
        code.addData(part.data(), part.size());
    return code.result();
}

/// Seven bytes spread over eight, the lowest bit of each left for parity (FIPS 46-3).
QByteArray desKey(QByteArrayView seven)
{
    QByteArray key(8, '\0');
    quint64 bits = 0;
    for (const char c : seven)
        bits = (bits << 8) | quint8(c);
    for (int i = 0; i < 8; ++i)
        key[i] = char(((bits >> (49 - 7 * i)) & 0x7f) << 1);
    return key;
}

/// One block of DES. OpenSSL 3 has single DES only in its legacy provider; three times the same key
/// in triple DES is the same cipher.
QByteArray des(QByteArrayView seven, QByteArrayView block)
{
    QByteArray single = desKey(seven);
    QByteArray key = single + single + single;
    wipeMemory(single.data(), single.size());
    QByteArray out(16, '\0');
    int written = 0;
    const CipherContext context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    const bool done = context
        && EVP_EncryptInit_ex(context.get(), EVP_des_ede3_ecb(), nullptr,
                              reinterpret_cast<const unsigned char *>(key.constData()), nullptr)
            == 1
        && EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1
        && EVP_EncryptUpdate(context.get(), reinterpret_cast<unsigned char *>(out.data()), &written,
                             reinterpret_cast<const unsigned char *>(block.data()),
                             int(block.size()))
            == 1;
    wipeMemory(key.data(), key.size());
    return done && written == 8 ? out.first(8) : QByteArray();
}

QString textOf(QByteArrayView utf8)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    QString text = decoder(utf8);
    return decoder.hasError() ? QString::fromLatin1(utf8) : text;
}

void wipe(QString &text)
{
    wipeMemory(text.data(), text.size() * qsizetype(sizeof(QChar)));
}

} // namespace

QByteArray ntHash(const Secret &password)
{
    QString text = textOf(password.reveal());
    QByteArray bytes = ntlmbytes::utf16le(text);
    wipe(text);
    QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Md4);
    wipeMemory(bytes.data(), bytes.size());
    return hash;
}

QByteArray lmHash(const Secret &password)
{
    QString text = textOf(password.reveal());
    QString upper = text.toUpper();
    wipe(text);
    QByteArray key = upper.toLatin1().left(14).leftJustified(14, '\0');
    wipe(upper);
    const QByteArrayView magic("KGS!@#$%", 8);
    QByteArray hash = des(QByteArrayView(key).first(7), magic);
    const QByteArray second = des(QByteArrayView(key).sliced(7), magic);
    wipeMemory(key.data(), key.size());
    return hash.isEmpty() || second.isEmpty() ? QByteArray() : hash.append(second);
}

QByteArray ntHashV2(const Secret &password, const QString &user, const QString &domain)
{
    QByteArray key = ntHash(password);
    QByteArray hash
        = hmacMd5(key, {ntlmbytes::utf16le(upperCase(user)), ntlmbytes::utf16le(domain)});
    wipeMemory(key.data(), key.size());
    return hash;
}

QByteArray version1(QByteArrayView hash, QByteArrayView serverChallenge)
{
    if (hash.size() != 16 || serverChallenge.size() != 8)
        return {};
    QByteArray key = hash.toByteArray().leftJustified(21, '\0');
    QByteArray response;
    for (int i = 0; i < 3; ++i)
        response.append(des(QByteArrayView(key).sliced(7 * i, 7), serverChallenge));
    wipeMemory(key.data(), key.size());
    return response.size() == 24 ? response : QByteArray();
}

QByteArray version1Session(QByteArrayView ntHash, QByteArrayView serverChallenge,
                           QByteArrayView clientChallenge)
{
    QCryptographicHash both(QCryptographicHash::Md5);
    both.addData(serverChallenge);
    both.addData(clientChallenge);
    return version1(ntHash, both.result().first(8));
}

QByteArray temp(quint64 time, QByteArrayView clientChallenge, QByteArrayView targetInfo)
{
    QByteArray out("\x01\x01\0\0\0\0\0\0", 8);
    ntlmbytes::append64(out, time);
    return out.append(clientChallenge).append(4, '\0').append(targetInfo).append(4, '\0');
}

QByteArray version2(QByteArrayView ntHashV2, QByteArrayView serverChallenge, QByteArrayView temp)
{
    return hmacMd5(ntHashV2, {serverChallenge, temp});
}

QByteArray lmVersion2(QByteArrayView ntHashV2, QByteArrayView serverChallenge,
                      QByteArrayView clientChallenge)
{
    return hmacMd5(ntHashV2, {serverChallenge, clientChallenge}).append(clientChallenge);
}

QByteArray sessionBaseKey(QByteArrayView ntHashV2, QByteArrayView ntProof)
{
    return hmacMd5(ntHashV2, {ntProof});
}

QByteArray sessionBaseKeyV1(QByteArrayView ntHash)
{
    return QCryptographicHash::hash(ntHash, QCryptographicHash::Md4);
}

QByteArray mic(QByteArrayView sessionKey, QByteArrayView negotiate, QByteArrayView challenge,
               QByteArrayView authenticate)
{
    return hmacMd5(sessionKey, {negotiate, challenge, authenticate});
}

QByteArray channelBindings(QByteArrayView hash)
{
    if (hash.isEmpty())
        return QByteArray(16, '\0');
    QByteArray bindings(16, '\0'); // no addresses: their types and lengths
    const QByteArray data = "tls-server-end-point:" + hash.toByteArray();
    ntlmbytes::append32(bindings, quint32(data.size()));
    bindings.append(data);
    return QCryptographicHash::hash(bindings, QCryptographicHash::Md5);
}

QString upperCase(const QString &name)
{
    QString upper;
    upper.reserve(name.size());
    for (const QChar c : name) {
        const char16_t unit = c.unicode();
        const char32_t mapped = c.isSurrogate() ? unit : QChar::toUpper(char32_t(unit));
        // Micro sign, dotless i, long s: Unicode moves them to another alphabet, Windows does not.
        const bool strays = (mapped < 0x80) != (unit < 0x80) || (unit < 0x100 && mapped > 0x178)
            || mapped > 0xffff;
        upper.append(strays ? c : QChar(char16_t(mapped)));
    }
    return upper;
}

} // namespace pt::ntlmproof
