// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/GssapiSession.h"

#include "auth/KerberosPrincipal.h"
#include "platform/TypedTickets.h"

#include <QDateTime>
#include <QHostAddress>

#include <gssapi/gssapi.h>
#include <gssapi/gssapi_ext.h>
#include <gssapi/gssapi_krb5.h>
#include <krb5/krb5.h>

#include <algorithm>
#include <utility>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestText = 400; ///< of a message of the libraries

gss_OID_desc spnegoOid{6, const_cast<char *>("\x2b\x06\x01\x05\x05\x02")};
gss_OID_desc kerberosOid{9, const_cast<char *>("\x2a\x86\x48\x86\xf7\x12\x01\x02\x02")};

QString bounded(const char *text)
{
    return QString::fromUtf8(text).left(longestText);
}

QString statusText(OM_uint32 status, int type)
{
    QString text;
    OM_uint32 more = 0;
    // Each round is one sentence; a status has few.
    for (int round = 0; round < 8; ++round) {
        OM_uint32 minor = 0;
        gss_buffer_desc message = GSS_C_EMPTY_BUFFER;
        if (GSS_ERROR(gss_display_status(&minor, status, type,
                                         type == GSS_C_MECH_CODE ? &kerberosOid : GSS_C_NO_OID,
                                         &more, &message)))
            break;
        if (!text.isEmpty())
            text += u"; "_s;
        text += QString::fromUtf8(static_cast<const char *>(message.value),
                                  qsizetype(message.length));
        gss_release_buffer(&minor, &message);
        if (more == 0)
            break;
    }
    return text.left(longestText);
}

QString isoTime(krb5_timestamp time)
{
    // An unsigned number of 32 bits since MIT 1.16, so that it reaches until 2106.
    return QDateTime::fromSecsSinceEpoch(qint64(quint32(time))).toUTC().toString(Qt::ISODate);
}

/// The number of RFC 4120 section 7.5.9 in an error of the library.
std::optional<int> protocolError(krb5_error_code code)
{
    const qint64 number = qint64(code) - qint64(ERROR_TABLE_BASE_krb5);
    return number > 0 && number < 128 ? std::optional(int(number)) : std::nullopt;
}

bool isUnreachable(krb5_error_code code)
{
    return code == KRB5_KDC_UNREACH || code == KRB5_REALM_CANT_RESOLVE || code == KRB5_REALM_UNKNOWN
        || code == KRB5KDC_ERR_SVC_UNAVAILABLE;
}

struct Cause
{
    QString code;
    QString reason;
};

/// `withPassword`: it came in reply to a request that the password was part of.
Cause causeOf(krb5_error_code code, bool withPassword)
{
    if (withPassword) {
        switch (code) {
        case KRB5KDC_ERR_PREAUTH_FAILED:
        case KRB5KRB_AP_ERR_BAD_INTEGRITY:
            return {u"kerberos.password-refused"_s, {}};
        case KRB5KDC_ERR_CLIENT_REVOKED:
            return {u"kerberos.password-refused"_s, u"locked"_s};
        case KRB5KDC_ERR_KEY_EXP:
            return {u"kerberos.password-refused"_s, u"password-expired"_s};
        default:
            break;
        }
    }
    switch (code) {
    case KRB5KDC_ERR_C_PRINCIPAL_UNKNOWN:
        return {u"kerberos.no-ticket"_s, u"user-unknown"_s};
    case KRB5KDC_ERR_S_PRINCIPAL_UNKNOWN:
    case KRB5_ERR_HOST_REALM_UNKNOWN:
        if (withPassword)
            return {u"kerberos.no-ticket"_s, u"no-realm"_s};
        return {u"kerberos.service-unknown"_s, {}};
    case KRB5KRB_AP_ERR_SKEW:
    case KRB5KRB_AP_ERR_TKT_NYV:
    case KRB5_KDCREP_SKEW:
        return {u"kerberos.clock-skew"_s, {}};
    case KRB5KRB_AP_ERR_TKT_EXPIRED:
        return {u"kerberos.ticket-expired"_s, {}};
    case KRB5_CONFIG_NODEFREALM:
    case KRB5_CONFIG_CANTOPEN:
        return {u"kerberos.no-ticket"_s, u"no-realm"_s};
    default:
        return {isUnreachable(code) ? u"kerberos.kdc-unreachable"_s : u"kerberos.no-ticket"_s, {}};
    }
}

KerberosPrincipal partsOf(krb5_context context, krb5_principal principal)
{
    KerberosPrincipal parts;
    char *name = nullptr;
    if (krb5_unparse_name_flags(context, principal,
                                KRB5_PRINCIPAL_UNPARSE_NO_REALM | KRB5_PRINCIPAL_UNPARSE_DISPLAY,
                                &name)
        == 0) {
        parts.name = bounded(name);
        krb5_free_unparsed_name(context, name);
    }
    parts.realm = QString::fromUtf8(principal->realm.data, qsizetype(principal->realm.length))
                      .left(longestText);
    return parts;
}

} // namespace

class GssapiSession::Private
{
public:
    Private(NegotiateRequest asked, std::shared_ptr<TypedTickets> store)
        : request(std::move(asked))
        , tickets(std::move(store))
    {
    }
    Private(const Private &) = delete;
    Private &operator=(const Private &) = delete;
    ~Private();

    bool prepare(NegotiateFacts &facts);
    bool nameService(NegotiateFacts &facts);
    bool openCache(NegotiateFacts &facts);
    bool takeSystemCache(NegotiateFacts &facts);
    bool useCache(krb5_ccache candidate, NegotiateFacts &facts);
    bool getTypedTicket(NegotiateFacts &facts);
    bool getServiceTicket(NegotiateFacts &facts);
    bool acquire(NegotiateFacts &facts);
    bool refuse(NegotiateFacts &facts, krb5_error_code code, bool withPassword = false);
    void noteStatus(NegotiateFacts &facts, OM_uint32 major, OM_uint32 minor) const;

    NegotiateRequest request;
    std::shared_ptr<TypedTickets> tickets;
    krb5_context krb5 = nullptr;
    krb5_ccache cache = nullptr;
    krb5_principal client = nullptr;
    krb5_principal server = nullptr;
    gss_name_t target = GSS_C_NO_NAME;
    gss_cred_id_t credential = GSS_C_NO_CREDENTIAL;
    gss_ctx_id_t context = GSS_C_NO_CONTEXT;
    bool prepared = false;
    bool mutual = false;
};

GssapiSession::Private::~Private()
{
    OM_uint32 minor = 0;
    if (context != GSS_C_NO_CONTEXT)
        gss_delete_sec_context(&minor, &context, GSS_C_NO_BUFFER);
    gss_release_cred(&minor, &credential);
    gss_release_name(&minor, &target);
    if (!krb5)
        return;
    krb5_free_principal(krb5, client);
    krb5_free_principal(krb5, server);
    if (cache)
        krb5_cc_close(krb5, cache);
    krb5_free_context(krb5);
}

/// Notes why it ends here; false.
bool GssapiSession::Private::refuse(NegotiateFacts &facts, krb5_error_code code, bool withPassword)
{
    const Cause cause = causeOf(code, withPassword);
    facts.code = cause.code;
    facts.reason = cause.reason;
    facts.major = GSS_S_FAILURE;
    facts.majorText = statusText(GSS_S_FAILURE, GSS_C_GSS_CODE);
    facts.minor = code;
    facts.kerberosError = protocolError(code);
    if (isUnreachable(code))
        facts.kdcReached = false;
    else if (facts.kerberosError)
        facts.kdcReached = true;
    const char *text = krb5_get_error_message(krb5, code);
    facts.minorText = bounded(text);
    krb5_free_error_message(krb5, text);
    return false;
}

void GssapiSession::Private::noteStatus(NegotiateFacts &facts, OM_uint32 major,
                                        OM_uint32 minor) const
{
    facts.major = major;
    facts.majorText = statusText(major, GSS_C_GSS_CODE);
    facts.minor = qint32(minor);
    facts.minorText = minor == 0 ? QString() : statusText(minor, GSS_C_MECH_CODE);
    facts.kerberosError = protocolError(krb5_error_code(minor));
}

/// The name as the system's configuration makes it: with the realm, and canonical where it says so.
bool GssapiSession::Private::nameService(NegotiateFacts &facts)
{
    const QByteArray host = request.proxyHost.toUtf8();
    krb5_error_code code
        = krb5_sname_to_principal(krb5, host.constData(), "HTTP", KRB5_NT_SRV_HST, &server);
    if (code != 0)
        return refuse(facts, code);
    const KerberosPrincipal parts = partsOf(krb5, server);
    facts.canonicalService = parts.realm.isEmpty() ? parts.name : parts.name + u'@' + parts.realm;
    // A ticket is for a name. Some configurations look the name of an address up, so only what
    // comes out of that tells.
    if (!QHostAddress(parts.name.section(u'/', 1)).isNull()) {
        facts.code = u"kerberos.proxy-named-by-address"_s;
        return false;
    }
    const QByteArray service = facts.service.toUtf8();
    gss_buffer_desc text{size_t(service.size()), const_cast<char *>(service.constData())};
    OM_uint32 minor = 0;
    const OM_uint32 major = gss_import_name(&minor, &text, GSS_C_NT_HOSTBASED_SERVICE, &target);
    if (GSS_ERROR(major)) {
        noteStatus(facts, major, minor);
        facts.code = u"kerberos.service-unknown"_s;
        return false;
    }
    return true;
}

/// True where a cache can be used for who is typed: it has a ticket-granting ticket of theirs that
/// has not ended. Takes `candidate` over.
bool GssapiSession::Private::useCache(krb5_ccache candidate, NegotiateFacts &facts)
{
    krb5_principal owner = nullptr;
    const krb5_error_code code = krb5_cc_get_principal(krb5, candidate, &owner);
    if (code != 0) {
        if (facts.code.isEmpty()) {
            refuse(facts, code);
            facts.code = u"kerberos.no-ticket"_s;
        }
        krb5_cc_close(krb5, candidate);
        return false;
    }
    const KerberosPrincipal parts = partsOf(krb5, owner);
    const bool anybody = request.credentials.user.isEmpty();
    std::optional<krb5_timestamp> end;
    if (anybody || isPrincipal(request.credentials, parts)) {
        krb5_cc_cursor cursor = nullptr;
        if (krb5_cc_start_seq_get(krb5, candidate, &cursor) == 0) {
            krb5_creds entry;
            while (krb5_cc_next_cred(krb5, candidate, &cursor, &entry) == 0) {
                const krb5_data *first = krb5_princ_size(krb5, entry.server) > 0
                    ? krb5_princ_component(krb5, entry.server, 0)
                    : nullptr;
                if (first && QByteArrayView(first->data, qsizetype(first->length)) == "krbtgt"
                    && !krb5_is_config_principal(krb5, entry.server)
                    && (!end || quint32(entry.times.endtime) > quint32(*end)))
                    end = entry.times.endtime;
                krb5_free_cred_contents(krb5, &entry);
            }
            krb5_cc_end_seq_get(krb5, candidate, &cursor);
        }
    }
    krb5_timestamp now = 0;
    krb5_timeofday(krb5, &now);
    const bool alive = end && quint32(*end) > quint32(now);
    if (alive || (end && facts.code != "kerberos.ticket-expired"_L1)) {
        facts.principal = parts.name + u'@' + parts.realm;
        facts.realm = parts.realm;
        facts.source = TicketSource::System;
        facts.ticketEndUtc = isoTime(*end);
        facts.code = alive ? QString() : u"kerberos.ticket-expired"_s;
        facts.reason.clear();
    } else if (!end && facts.code.isEmpty()) {
        facts.code = u"kerberos.no-ticket"_s;
        facts.reason = anybody ? QString() : u"other-user"_s;
    }
    if (!alive) {
        krb5_free_principal(krb5, owner);
        krb5_cc_close(krb5, candidate);
        return false;
    }
    facts.minor = 0;
    facts.minorText.clear();
    facts.major = 0;
    facts.majorText.clear();
    client = owner;
    cache = candidate;
    return true;
}

bool GssapiSession::Private::takeSystemCache(NegotiateFacts &facts)
{
    krb5_ccache candidate = nullptr;
    const krb5_error_code code = krb5_cc_default(krb5, &candidate);
    if (code != 0) {
        refuse(facts, code);
        facts.code = u"kerberos.no-ticket"_s;
    } else if (useCache(candidate, facts)) {
        return true;
    }
    if (request.credentials.user.isEmpty())
        return false;
    // The typed user may have another one of several caches.
    krb5_cccol_cursor cursor = nullptr;
    if (krb5_cccol_cursor_new(krb5, &cursor) != 0)
        return false;
    bool found = false;
    for (int i = 0; i < 64 && !found; ++i) {
        candidate = nullptr;
        if (krb5_cccol_cursor_next(krb5, cursor, &candidate) != 0 || !candidate)
            break;
        found = useCache(candidate, facts);
    }
    krb5_cccol_cursor_free(krb5, &cursor);
    return found;
}

bool GssapiSession::Private::getTypedTicket(NegotiateFacts &facts)
{
    facts.code.clear();
    facts.reason.clear();
    facts.ticketEndUtc.clear();
    facts.source = TicketSource::Typed;
    QString defaultRealm;
    char *known = nullptr;
    if (krb5_get_default_realm(krb5, &known) == 0) {
        defaultRealm = bounded(known);
        krb5_free_default_realm(krb5, known);
    }
    const KerberosPrincipal typed = kerberosPrincipal(request.credentials, defaultRealm);
    facts.principal = typed.realm.isEmpty() ? typed.name : typed.name + u'@' + typed.realm;
    facts.realm = typed.realm;
    if (typed.realm.isEmpty())
        return refuse(facts, KRB5_CONFIG_NODEFREALM);
    const QByteArray name = typed.name.toUtf8();
    const QByteArray realm = typed.realm.toUtf8();
    krb5_error_code code = krb5_build_principal(krb5, &client, unsigned(realm.size()),
                                                realm.constData(), name.constData(), nullptr);
    if (code != 0)
        return refuse(facts, code);

    const QByteArray kept = tickets->cacheName();
    if (!kept.isEmpty()) {
        code = krb5_cc_resolve(krb5, kept.constData(), &cache);
        return code == 0 || refuse(facts, code);
    }
    code = krb5_cc_new_unique(krb5, "MEMORY", nullptr, &cache);
    if (code != 0)
        return refuse(facts, code);
    if (char *full = nullptr; krb5_cc_get_full_name(krb5, cache, &full) == 0) {
        tickets->keep(full);
        krb5_free_string(krb5, full);
    }
    krb5_get_init_creds_opt *options = nullptr;
    krb5_init_creds_context asking = nullptr;
    code = krb5_get_init_creds_opt_alloc(krb5, &options);
    if (code == 0)
        code = krb5_get_init_creds_opt_set_out_ccache(krb5, options, cache);
    // Not krb5_get_init_creds_password(): that one asks a second KDC with a password that the first
    // one has refused.
    if (code == 0)
        code = krb5_init_creds_init(krb5, client, nullptr, nullptr, 0, options, &asking);
    if (code == 0) {
        const QByteArrayView secret = request.credentials.password->reveal();
        QByteArray terminated;
        terminated.reserve(secret.size() + 1);
        terminated.append(secret);
        code = krb5_init_creds_set_password(krb5, asking, terminated.constData());
        wipeMemory(terminated.data(), terminated.size());
    }
    if (code == 0)
        code = krb5_init_creds_get(krb5, asking);
    if (code == 0) {
        facts.kdcReached = true;
        krb5_ticket_times times{};
        if (krb5_init_creds_get_times(krb5, asking, &times) == 0)
            facts.ticketEndUtc = isoTime(times.endtime);
    } else {
        refuse(facts, code, true);
        tickets->keep({}); // an empty cache is of no use to the next request
    }
    if (asking)
        krb5_init_creds_free(krb5, asking);
    if (options)
        krb5_get_init_creds_opt_free(krb5, options);
    return code == 0;
}

bool GssapiSession::Private::openCache(NegotiateFacts &facts)
{
    if (takeSystemCache(facts))
        return true;
    const Credentials &typed = request.credentials;
    return !typed.user.isEmpty() && typed.password && getTypedTicket(facts);
}

/// Asks for the ticket before GSS-API does: its own codes are plain here, and not those of a
/// mechanism within another one.
bool GssapiSession::Private::getServiceTicket(NegotiateFacts &facts)
{
    krb5_creds wanted{};
    wanted.client = client;
    wanted.server = server;
    krb5_creds *got = nullptr;
    const krb5_error_code code = krb5_get_credentials(krb5, 0, cache, &wanted, &got);
    if (code != 0)
        return refuse(facts, code);
    krb5_ticket *ticket = nullptr;
    if (krb5_decode_ticket(&got->ticket, &ticket) == 0) {
        facts.etype = ticket->enc_part.enctype;
        facts.kvno = int(ticket->enc_part.kvno);
        const KerberosPrincipal parts = partsOf(krb5, ticket->server);
        facts.canonicalService = parts.name + u'@' + parts.realm;
        krb5_free_ticket(krb5, ticket);
    }
    krb5_free_creds(krb5, got);
    return true;
}

bool GssapiSession::Private::acquire(NegotiateFacts &facts)
{
    char *name = nullptr;
    const krb5_error_code code = krb5_cc_get_full_name(krb5, cache, &name);
    if (code != 0)
        return refuse(facts, code);
    gss_key_value_element_desc element{"ccache", name};
    const gss_key_value_set_desc store{1, &element};
    gss_OID_set_desc mechanisms{1, &spnegoOid};
    OM_uint32 minor = 0;
    const OM_uint32 major
        = gss_acquire_cred_from(&minor, GSS_C_NO_NAME, GSS_C_INDEFINITE, &mechanisms,
                                GSS_C_INITIATE, &store, &credential, nullptr, nullptr);
    krb5_free_string(krb5, name);
    if (!GSS_ERROR(major))
        return true;
    noteStatus(facts, major, minor);
    facts.code = GSS_ROUTINE_ERROR(major) == GSS_S_CREDENTIALS_EXPIRED
        ? u"kerberos.ticket-expired"_s
        : u"kerberos.no-ticket"_s;
    return false;
}

bool GssapiSession::Private::prepare(NegotiateFacts &facts)
{
    if (const krb5_error_code code = krb5_init_context(&krb5); code != 0) {
        facts.code = u"kerberos.unavailable"_s;
        facts.minor = code;
        return false;
    }
    return nameService(facts) && openCache(facts) && getServiceTicket(facts) && acquire(facts);
}

GssapiSession::GssapiSession(NegotiateRequest request, std::shared_ptr<TypedTickets> tickets)
{
    m_facts.host = request.proxyHost;
    m_facts.service = u"HTTP@"_s + request.proxyHost;
    d = std::make_unique<Private>(std::move(request), std::move(tickets));
}

GssapiSession::~GssapiSession() = default;

bool GssapiSession::isMutual() const
{
    return d->mutual;
}

GssapiSession::Outcome GssapiSession::step(const QByteArray &token)
{
    const auto failed = [this] {
        return Outcome{fail(m_facts.code, u"negotiate"_s, m_facts.minorText), m_facts};
    };
    if (!d->prepared) {
        d->prepared = d->prepare(m_facts);
        d->request.credentials.password.reset(); // done with it
        if (!d->prepared)
            return failed();
    }
    const QByteArray bound = d->request.channelBinding.isEmpty()
        ? QByteArray()
        : "tls-server-end-point:" + d->request.channelBinding; // RFC 5929 section 4, RFC 5056
    gss_channel_bindings_struct bindings{};
    bindings.application_data = {size_t(bound.size()), const_cast<char *>(bound.constData())};
    gss_buffer_desc input{size_t(token.size()), const_cast<char *>(token.constData())};
    gss_buffer_desc output = GSS_C_EMPTY_BUFFER;
    OM_uint32 minor = 0;
    OM_uint32 flags = 0;
    const OM_uint32 major = gss_init_sec_context(
        &minor, d->credential, &d->context, d->target, &spnegoOid, GSS_C_MUTUAL_FLAG, 0,
        bound.isEmpty() ? GSS_C_NO_CHANNEL_BINDINGS : &bindings,
        token.isEmpty() ? GSS_C_NO_BUFFER : &input, nullptr, &output, &flags, nullptr);
    NegotiateStep step;
    step.token = QByteArray(static_cast<const char *>(output.value), qsizetype(output.length));
    OM_uint32 ignored = 0;
    gss_release_buffer(&ignored, &output);
    if (GSS_ERROR(major)) {
        d->noteStatus(m_facts, major, minor);
        m_facts.code = token.isEmpty() ? u"kerberos.no-ticket"_s : u"kerberos.ticket-rejected"_s;
        return failed();
    }
    m_facts.code.clear();
    step.complete = major == GSS_S_COMPLETE;
    d->mutual = step.complete && (flags & GSS_C_MUTUAL_FLAG) != 0;
    return {std::move(step), m_facts};
}

} // namespace pt
