// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/ChannelBinding.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>

namespace pt {

QByteArray tlsServerEndPoint(const QByteArray &certificate)
{
    const auto *bytes = reinterpret_cast<const unsigned char *>(certificate.constData());
    const std::unique_ptr<X509, decltype(&X509_free)> x509(
        d2i_X509(nullptr, &bytes, long(certificate.size())), &X509_free);
    int hash = NID_undef;
    if (!x509 || X509_get_signature_info(x509.get(), &hash, nullptr, nullptr, nullptr) != 1)
        return {};
    if (hash == NID_md5 || hash == NID_sha1)
        hash = NID_sha256;
    const EVP_MD *method = EVP_get_digestbynid(hash);
    if (!method)
        return {};
    QByteArray digest(EVP_MD_get_size(method), Qt::Uninitialized);
    unsigned int size = 0;
    if (X509_digest(x509.get(), method, reinterpret_cast<unsigned char *>(digest.data()), &size)
        != 1)
        return {};
    digest.truncate(size);
    return digest;
}

} // namespace pt
