// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/PracticeCertificate.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

template<auto Free> struct Freer
{
    template<typename T> void operator()(T *object) const { Free(object); }
};

using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using Memory = std::unique_ptr<BIO, Freer<BIO_free_all>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION_free>>;
using Number = std::unique_ptr<BIGNUM, Freer<BN_free>>;

bool addExtension(X509 *certificate, X509 *issuer, int nid, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

/// Everything but the extensions and the signature.
Certificate newCertificate(const QByteArray &name, X509_NAME *issuer, EVP_PKEY *key,
                           const QDateTime &now)
{
    Certificate certificate(X509_new());
    const Number serial(BN_new());
    if (!certificate || !serial
        || BN_rand(serial.get(), 120, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) != 1)
        return {};
    X509 *const c = certificate.get();
    X509_NAME *const subject = X509_get_subject_name(c);
    const bool ok = X509_set_version(c, X509_VERSION_3) == 1
        && BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(c))
        // A clock that was put right while the program runs must not make it invalid.
        && ASN1_TIME_set(X509_getm_notBefore(c), now.addDays(-1).toSecsSinceEpoch())
        && ASN1_TIME_set(X509_getm_notAfter(c), now.addDays(1).toSecsSinceEpoch())
        && X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char *>(name.constData()),
                                      int(name.size()), -1, 0)
            == 1
        && X509_set_issuer_name(c, issuer ? issuer : subject) == 1 && X509_set_pubkey(c, key) == 1;
    if (!ok)
        return {};
    return certificate;
}

QByteArray contents(BIO *memory)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    return size > 0 ? QByteArray(data, size) : QByteArray();
}

QSslCertificate toQt(X509 *certificate)
{
    const Memory memory(BIO_new(BIO_s_mem()));
    if (!memory || PEM_write_bio_X509(memory.get(), certificate) != 1)
        return QSslCertificate();
    return QSslCertificate(contents(memory.get()), QSsl::Pem);
}

QSslKey toQt(EVP_PKEY *key)
{
    const Memory memory(BIO_new(BIO_s_secmem()));
    if (!memory
        || PEM_write_bio_PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return {};
    return QSslKey(contents(memory.get()), QSsl::Ec, QSsl::Pem);
}

} // namespace

Result<PracticeCertificate> PracticeCertificate::make(const QString &authorityName,
                                                      const QByteArray &siteNames,
                                                      const QDateTime &now,
                                                      const QDateTime &siteMade)
{
    const auto failed = [] {
        char words[256] = {};
        ERR_error_string_n(ERR_get_error(), words, sizeof words);
        return fail(u"practice.no-certificate"_s, u"make the certificate of the practice site"_s,
                    QString::fromLatin1(words));
    };
    const Key authorityKey(EVP_EC_gen("P-256"));
    const Key siteKey(EVP_EC_gen("P-256"));
    if (!authorityKey || !siteKey)
        return failed();

    const Certificate authority
        = newCertificate(authorityName.toUtf8(), nullptr, authorityKey.get(), now);
    if (!authority
        || !addExtension(authority.get(), authority.get(), NID_basic_constraints,
                         "critical,CA:TRUE,pathlen:0")
        || !addExtension(authority.get(), authority.get(), NID_key_usage,
                         "critical,keyCertSign,cRLSign")
        || !addExtension(authority.get(), authority.get(), NID_subject_key_identifier, "hash")
        || X509_sign(authority.get(), authorityKey.get(), EVP_sha256()) == 0) {
        return failed();
    }
    const Certificate site = newCertificate("practice site", X509_get_subject_name(authority.get()),
                                            siteKey.get(), siteMade.isValid() ? siteMade : now);
    if (!site
        || !addExtension(site.get(), authority.get(), NID_basic_constraints, "critical,CA:FALSE")
        || !addExtension(site.get(), authority.get(), NID_key_usage, "critical,digitalSignature")
        || !addExtension(site.get(), authority.get(), NID_ext_key_usage, "serverAuth")
        || !addExtension(site.get(), authority.get(), NID_subject_alt_name, siteNames.constData())
        || !addExtension(site.get(), authority.get(), NID_authority_key_identifier, "keyid")
        || X509_sign(site.get(), authorityKey.get(), EVP_sha256()) == 0) {
        return failed();
    }
    PracticeCertificate result{toQt(authority.get()), toQt(site.get()), toQt(siteKey.get())};
    if (result.authority.isNull() || result.site.isNull() || result.siteKey.isNull())
        return failed();
    return result;
}

} // namespace pt
