// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/DerReader.h"
#include "protocol/KerberosApRep.h"
#include "protocol/KerberosApReq.h"
#include "protocol/KerberosError.h"

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestText = 1024;

void note(QStringList &problems, const QString &problem)
{
    if (!problem.isEmpty() && !problems.contains(problem))
        problems.append(problem);
}

/// KerberosString is a GeneralString that should be ASCII (RFC 4120 section 5.2.1) and in practice
/// often is UTF-8.
std::optional<QString> textOf(QByteArrayView bytes, const DerElement &element)
{
    // UTF8String, PrintableString, TeletexString, IA5String, GeneralizedTime, VisibleString,
    // GeneralString.
    static constexpr quint8 tags[] = {0x0C, 0x13, 0x14, 0x16, 0x18, 0x1A, 0x1B};
    if (std::find(std::begin(tags), std::end(tags), element.tag) == std::end(tags))
        return std::nullopt;
    const QByteArrayView text = element.content.in(bytes);
    const QByteArrayView kept = text.first(std::min(text.size(), longestText));
    return text.isValidUtf8() && kept.size() == text.size() ? QString::fromUtf8(kept)
                                                            : QString::fromLatin1(kept);
}

/// PrincipalName of RFC 4120 section 5.2.2: a type and a list of components.
std::optional<QString> principalOf(QByteArrayView bytes, const DerReader &level,
                                   const DerElement &element)
{
    if (element.tag != 0x30)
        return std::nullopt;
    DerReader fields = level.inside(element);
    QString name;
    while (const std::optional<DerElement> field = fields.next()) {
        if (field->tag != 0xA1)
            continue;
        DerReader wrapped = fields.inside(*field);
        const std::optional<DerElement> list = wrapped.expect(0x30);
        if (!list)
            return std::nullopt;
        DerReader parts = wrapped.inside(*list);
        while (const std::optional<DerElement> part = parts.next()) {
            const std::optional<QString> text = textOf(bytes, *part);
            if (!text || name.size() > longestText)
                return std::nullopt;
            if (!name.isEmpty())
                name += u'/';
            name += *text;
        }
    }
    return name.isEmpty() ? std::nullopt : std::optional(name);
}

void readEncrypted(QByteArrayView bytes, const DerReader &level, const DerElement &element,
                   KerberosEncrypted &encrypted, QStringList &problems)
{
    encrypted.span = element.whole;
    if (element.tag != 0x30)
        return note(problems, u"der.unexpected-tag"_s);
    DerReader fields = level.inside(element);
    while (const std::optional<DerElement> field = fields.next()) {
        DerReader wrapped = fields.inside(*field);
        const std::optional<DerElement> value = wrapped.next();
        note(problems, wrapped.problem());
        if (!value)
            continue;
        if (field->tag == 0xA0 || field->tag == 0xA1) {
            const std::optional<qint64> number = derInteger(bytes, *value);
            if (number)
                (field->tag == 0xA0 ? encrypted.etype : encrypted.kvno)
                    = Spanned<qint64>{*number, value->whole};
        } else if (field->tag == 0xA2 && value->tag == 0x04) {
            encrypted.cipher = value->content;
        }
    }
    note(problems, fields.problem());
}

void readTicket(QByteArrayView bytes, const DerReader &level, const DerElement &element,
                KerberosApReq &request)
{
    if (element.tag != 0x61)
        return note(request.problems, u"der.unexpected-tag"_s);
    DerReader outer = level.inside(element);
    const std::optional<DerElement> sequence = outer.expect(0x30);
    if (!sequence)
        return note(request.problems, outer.problem());
    DerReader fields = outer.inside(*sequence);
    while (const std::optional<DerElement> field = fields.next()) {
        DerReader wrapped = fields.inside(*field);
        const std::optional<DerElement> value = wrapped.next();
        note(request.problems, wrapped.problem());
        if (!value)
            continue;
        if (field->tag == 0xA1) {
            if (const std::optional<QString> realm = textOf(bytes, *value))
                request.realm = {*realm, value->whole};
        } else if (field->tag == 0xA2) {
            if (const std::optional<QString> name = principalOf(bytes, wrapped, *value))
                request.service = {*name, value->whole};
        } else if (field->tag == 0xA3) {
            readEncrypted(bytes, wrapped, *value, request.ticket, request.problems);
        }
    }
    note(request.problems, fields.problem());
}

/// The fields of a message "[APPLICATION n] SEQUENCE"; nullopt: it is another one.
std::optional<DerReader> fieldsOf(QByteArrayView bytes, ByteSpan range, quint8 tag, ByteSpan &span,
                                  QStringList &problems)
{
    const QByteArrayView view = range.in(bytes);
    if (view.isEmpty() || quint8(view[0]) != tag)
        return std::nullopt;
    span = range;
    DerReader outer(bytes, range);
    const std::optional<DerElement> message = outer.next();
    if (!message) {
        note(problems, outer.problem());
        return outer;
    }
    span = message->whole;
    DerReader wrapped = outer.inside(*message);
    const std::optional<DerElement> sequence = wrapped.expect(0x30);
    if (!sequence) {
        note(problems, wrapped.problem());
        return wrapped;
    }
    return wrapped.inside(*sequence);
}

} // namespace

std::optional<KerberosApReq> readKerberosApReq(QByteArrayView bytes, ByteSpan range)
{
    KerberosApReq request;
    std::optional<DerReader> fields = fieldsOf(bytes, range, 0x6E, request.span, request.problems);
    if (!fields)
        return std::nullopt;
    while (const std::optional<DerElement> field = fields->next()) {
        DerReader wrapped = fields->inside(*field);
        const std::optional<DerElement> value = wrapped.next();
        note(request.problems, wrapped.problem());
        if (!value)
            continue;
        if (field->tag == 0xA2 && value->tag == 0x03) {
            // A count of unused bits, then the options; bit 2 is mutual-required.
            const QByteArrayView bits = value->content.in(bytes);
            request.options = value->whole;
            request.mutual = bits.size() >= 2 && (quint8(bits[1]) & 0x20);
        } else if (field->tag == 0xA3) {
            readTicket(bytes, wrapped, *value, request);
        } else if (field->tag == 0xA4) {
            readEncrypted(bytes, wrapped, *value, request.authenticator, request.problems);
        }
    }
    note(request.problems, fields->problem());
    if (!request.service && request.problems.isEmpty())
        request.problems.append(u"kerberos.no-ticket-in-it"_s);
    return request;
}

std::optional<KerberosApRep> readKerberosApRep(QByteArrayView bytes, ByteSpan range)
{
    KerberosApRep reply;
    std::optional<DerReader> fields = fieldsOf(bytes, range, 0x6F, reply.span, reply.problems);
    if (!fields)
        return std::nullopt;
    while (const std::optional<DerElement> field = fields->next()) {
        if (field->tag != 0xA2)
            continue;
        DerReader wrapped = fields->inside(*field);
        const std::optional<DerElement> value = wrapped.next();
        note(reply.problems, wrapped.problem());
        if (value)
            readEncrypted(bytes, wrapped, *value, reply.proof, reply.problems);
    }
    note(reply.problems, fields->problem());
    return reply;
}

std::optional<KerberosError> readKerberosError(QByteArrayView bytes, ByteSpan range)
{
    KerberosError error;
    std::optional<DerReader> fields = fieldsOf(bytes, range, 0x7E, error.span, error.problems);
    if (!fields)
        return std::nullopt;
    while (const std::optional<DerElement> field = fields->next()) {
        DerReader wrapped = fields->inside(*field);
        const std::optional<DerElement> value = wrapped.next();
        note(error.problems, wrapped.problem());
        if (!value)
            continue;
        const auto text = [&](std::optional<Spanned<QString>> &to) {
            if (const std::optional<QString> words = textOf(bytes, *value))
                to = {*words, value->whole};
        };
        const auto name = [&](std::optional<Spanned<QString>> &to) {
            if (const std::optional<QString> principal = principalOf(bytes, wrapped, *value))
                to = {*principal, value->whole};
        };
        switch (field->tag) {
        case 0xA2:
            text(error.clientTime);
            break;
        case 0xA4:
            text(error.serverTime);
            break;
        case 0xA6:
            if (const std::optional<qint64> code = derInteger(bytes, *value))
                error.code = {*code, value->whole};
            break;
        case 0xA7:
            text(error.clientRealm);
            break;
        case 0xA8:
            name(error.client);
            break;
        case 0xA9:
            text(error.realm);
            break;
        case 0xAA:
            name(error.service);
            break;
        case 0xAB:
            text(error.text);
            break;
        case 0xAC:
            error.data = value->content;
            break;
        default:
            break;
        }
    }
    note(error.problems, fields->problem());
    if (!error.code)
        note(error.problems, u"kerberos.no-code"_s);
    return error;
}

QString kerberosErrorName(qint64 code)
{
    static constexpr struct
    {
        int code;
        QLatin1StringView name;
    } names[] = {
        {0, "KDC_ERR_NONE"_L1},
        {1, "KDC_ERR_NAME_EXP"_L1},
        {2, "KDC_ERR_SERVICE_EXP"_L1},
        {3, "KDC_ERR_BAD_PVNO"_L1},
        {6, "KDC_ERR_C_PRINCIPAL_UNKNOWN"_L1},
        {7, "KDC_ERR_S_PRINCIPAL_UNKNOWN"_L1},
        {8, "KDC_ERR_PRINCIPAL_NOT_UNIQUE"_L1},
        {9, "KDC_ERR_NULL_KEY"_L1},
        {11, "KDC_ERR_NEVER_VALID"_L1},
        {12, "KDC_ERR_POLICY"_L1},
        {13, "KDC_ERR_BADOPTION"_L1},
        {14, "KDC_ERR_ETYPE_NOSUPP"_L1},
        {15, "KDC_ERR_SUMTYPE_NOSUPP"_L1},
        {16, "KDC_ERR_PADATA_TYPE_NOSUPP"_L1},
        {18, "KDC_ERR_CLIENT_REVOKED"_L1},
        {19, "KDC_ERR_SERVICE_REVOKED"_L1},
        {20, "KDC_ERR_TGT_REVOKED"_L1},
        {21, "KDC_ERR_CLIENT_NOTYET"_L1},
        {22, "KDC_ERR_SERVICE_NOTYET"_L1},
        {23, "KDC_ERR_KEY_EXPIRED"_L1},
        {24, "KDC_ERR_PREAUTH_FAILED"_L1},
        {25, "KDC_ERR_PREAUTH_REQUIRED"_L1},
        {26, "KDC_ERR_SERVER_NOMATCH"_L1},
        {29, "KDC_ERR_SVC_UNAVAILABLE"_L1},
        {31, "KRB_AP_ERR_BAD_INTEGRITY"_L1},
        {32, "KRB_AP_ERR_TKT_EXPIRED"_L1},
        {33, "KRB_AP_ERR_TKT_NYV"_L1},
        {34, "KRB_AP_ERR_REPEAT"_L1},
        {35, "KRB_AP_ERR_NOT_US"_L1},
        {36, "KRB_AP_ERR_BADMATCH"_L1},
        {37, "KRB_AP_ERR_SKEW"_L1},
        {38, "KRB_AP_ERR_BADADDR"_L1},
        {39, "KRB_AP_ERR_BADVERSION"_L1},
        {40, "KRB_AP_ERR_MSG_TYPE"_L1},
        {41, "KRB_AP_ERR_MODIFIED"_L1},
        {44, "KRB_AP_ERR_BADKEYVER"_L1},
        {45, "KRB_AP_ERR_NOKEY"_L1},
        {46, "KRB_AP_ERR_MUT_FAIL"_L1},
        {50, "KRB_AP_ERR_INAPP_CKSUM"_L1},
        {52, "KRB_ERR_RESPONSE_TOO_BIG"_L1},
        {60, "KRB_ERR_GENERIC"_L1},
        {61, "KRB_ERR_FIELD_TOOLONG"_L1},
        {68, "KDC_ERR_WRONG_REALM"_L1},
    };
    const auto it = std::find_if(std::begin(names), std::end(names),
                                 [code](const auto &row) { return row.code == code; });
    return it == std::end(names) ? QString() : QString(it->name);
}

QString kerberosEtypeName(qint64 etype)
{
    switch (etype) {
    case 1:
        return u"des-cbc-crc"_s;
    case 3:
        return u"des-cbc-md5"_s;
    case 16:
        return u"des3-cbc-sha1"_s;
    case 17:
        return u"aes128-cts-hmac-sha1-96"_s;
    case 18:
        return u"aes256-cts-hmac-sha1-96"_s;
    case 19:
        return u"aes128-cts-hmac-sha256-128"_s;
    case 20:
        return u"aes256-cts-hmac-sha384-192"_s;
    case 23:
        return u"rc4-hmac"_s;
    case 24:
        return u"rc4-hmac-exp"_s;
    case 25:
        return u"camellia128-cts-cmac"_s;
    case 26:
        return u"camellia256-cts-cmac"_s;
    default:
        return {};
    }
}

} // namespace pt
