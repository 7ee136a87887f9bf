// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/SspiSession.h"

#ifdef Q_OS_WIN

#include "auth/KerberosPrincipal.h"

#include <QHostAddress>
#include <QtEndian>

#define SECURITY_WIN32
#include <qt_windows.h>
#include <sspi.h>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

QString codeOf(SECURITY_STATUS status, bool first, bool withPassword)
{
    switch (status) {
    case SEC_E_NO_CREDENTIALS:
        return u"kerberos.no-ticket"_s;
    case SEC_E_TARGET_UNKNOWN:
    case SEC_E_WRONG_PRINCIPAL:
        return u"kerberos.service-unknown"_s;
    case SEC_E_TIME_SKEW:
        return u"kerberos.clock-skew"_s;
    case SEC_E_NO_AUTHENTICATING_AUTHORITY:
    case SEC_E_NO_KERB_KEY:
        return u"kerberos.kdc-unreachable"_s;
    case SEC_E_LOGON_DENIED:
        return withPassword && first ? u"kerberos.password-refused"_s
                                     : u"kerberos.ticket-rejected"_s;
    default:
        return first ? u"kerberos.no-ticket"_s : u"kerberos.ticket-rejected"_s;
    }
}

} // namespace

class SspiSession::Private
{
public:
    explicit Private(NegotiateRequest asked)
        : request(std::move(asked))
    {
        SecInvalidateHandle(&credential);
        SecInvalidateHandle(&context);
    }
    Private(const Private &) = delete;
    Private &operator=(const Private &) = delete;
    ~Private()
    {
        if (SecIsValidHandle(&context))
            DeleteSecurityContext(&context);
        if (SecIsValidHandle(&credential))
            FreeCredentialsHandle(&credential);
    }

    SECURITY_STATUS acquire();

    NegotiateRequest request;
    CredHandle credential{};
    CtxtHandle context{};
    bool withPassword = false;
    bool mutual = false;
};

/// Of the typed user and password, else of who is signed in to Windows.
SECURITY_STATUS SspiSession::Private::acquire()
{
    TimeStamp expiry{};
    SEC_WINNT_AUTH_IDENTITY_W identity{};
    QString password;
    const KerberosPrincipal who = kerberosPrincipal(request.credentials, QString());
    QString user = who.name;
    QString domain = who.realm;
    withPassword = !user.isEmpty() && request.credentials.password.has_value();
    if (withPassword) {
        password = QString::fromUtf8(request.credentials.password->reveal());
        identity.User = reinterpret_cast<unsigned short *>(user.data());
        identity.UserLength = ULONG(user.size());
        identity.Domain = reinterpret_cast<unsigned short *>(domain.data());
        identity.DomainLength = ULONG(domain.size());
        identity.Password = reinterpret_cast<unsigned short *>(password.data());
        identity.PasswordLength = ULONG(password.size());
        identity.Flags = SEC_WINNT_AUTH_IDENTITY_UNICODE;
    }
    std::wstring package = L"Negotiate";
    const SECURITY_STATUS status = AcquireCredentialsHandleW(
        nullptr, package.data(), SECPKG_CRED_OUTBOUND, nullptr, withPassword ? &identity : nullptr,
        nullptr, nullptr, &credential, &expiry);
    wipeMemory(password.data(), password.size() * qsizetype(sizeof(QChar)));
    return status;
}

SspiSession::SspiSession(NegotiateRequest request)
{
    m_facts.host = request.proxyHost;
    m_facts.service = u"HTTP@"_s + request.proxyHost;
    m_facts.canonicalService = u"HTTP/"_s + request.proxyHost;
    d = std::make_unique<Private>(std::move(request));
}

SspiSession::~SspiSession() = default;

bool SspiSession::isMutual() const
{
    return d->mutual;
}

SspiSession::Outcome SspiSession::step(const QByteArray &token)
{
    const bool first = !SecIsValidHandle(&d->context);
    SECURITY_STATUS status = SEC_E_OK;
    if (first) {
        if (!QHostAddress(d->request.proxyHost).isNull()) {
            m_facts.code = u"kerberos.proxy-named-by-address"_s;
            return {fail(m_facts.code, u"negotiate"_s), m_facts};
        }
        status = d->acquire();
        m_facts.source = d->withPassword ? TicketSource::Typed : TicketSource::System;
        d->request.credentials.password.reset();
    }
    NegotiateStep step;
    if (status == SEC_E_OK) {
        // Application data follows the structure, RFC 5929 section 4.
        const QByteArray bound = d->request.channelBinding.isEmpty()
            ? QByteArray()
            : "tls-server-end-point:" + d->request.channelBinding;
        QByteArray bindings(sizeof(SEC_CHANNEL_BINDINGS), '\0');
        auto *header = reinterpret_cast<SEC_CHANNEL_BINDINGS *>(bindings.data());
        header->cbApplicationDataLength = ULONG(bound.size());
        header->dwApplicationDataOffset = ULONG(sizeof(SEC_CHANNEL_BINDINGS));
        bindings.append(bound);
        SecBuffer inputs[2];
        ULONG inputCount = 0;
        if (!token.isEmpty()) {
            inputs[inputCount++]
                = {ULONG(token.size()), SECBUFFER_TOKEN, const_cast<char *>(token.constData())};
        }
        if (!bound.isEmpty())
            inputs[inputCount++]
                = {ULONG(bindings.size()), SECBUFFER_CHANNEL_BINDINGS, bindings.data()};
        SecBufferDesc input{SECBUFFER_VERSION, inputCount, inputs};
        SecBuffer outputs[1] = {{0, SECBUFFER_TOKEN, nullptr}};
        SecBufferDesc output{SECBUFFER_VERSION, 1, outputs};
        ULONG flags = 0;
        TimeStamp expiry{};
        std::wstring target = (u"HTTP/"_s + d->request.proxyHost).toStdWString();
        CtxtHandle made{};
        status = InitializeSecurityContextW(
            &d->credential, first ? nullptr : &d->context, target.data(),
            ISC_REQ_ALLOCATE_MEMORY | ISC_REQ_MUTUAL_AUTH, 0, SECURITY_NATIVE_DREP,
            inputCount > 0 ? &input : nullptr, 0, first ? &made : &d->context, &output, &flags,
            &expiry);
        if (first && status >= 0)
            d->context = made;
        if (outputs[0].pvBuffer) {
            step.token = QByteArray(static_cast<const char *>(outputs[0].pvBuffer),
                                    qsizetype(outputs[0].cbBuffer));
            FreeContextBuffer(outputs[0].pvBuffer);
        }
        step.complete = status == SEC_E_OK;
        d->mutual = step.complete && (flags & ISC_RET_MUTUAL_AUTH) != 0;
    }
    if (status < 0) {
        m_facts.code = codeOf(status, first, d->withPassword);
        m_facts.minor = status;
        m_facts.minorText = qt_error_string(int(status)).left(400);
        return {fail(m_facts.code, u"negotiate"_s, m_facts.minorText), m_facts};
    }
    return {std::move(step), m_facts};
}

} // namespace pt

#endif
