// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/CaseJson.h"

#include <QHash>
#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace pt {

namespace {

// A Case can come from a colleague's bundle, so each of its parts has a bound; all of them lie far
// above what a run records.
constexpr qsizetype longestString = 2 * 1024 * 1024;
constexpr qsizetype longestList = 4096;
constexpr qsizetype longestToken = 256 * 1024; ///< bytes of one that is kept whole
constexpr int deepestField = 16;
constexpr qint64 largestCount = Q_INT64_C(1) << 53; ///< beyond it JSON numbers are not exact

// Writing

QString bytesToJson(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes);
}

QJsonObject paramsToJson(const QMap<QString, QString> &params)
{
    QJsonObject json;
    for (auto it = params.cbegin(); it != params.cend(); ++it)
        json.insert(it.key(), it.value());
    return json;
}

template<typename T, typename Write> QJsonArray listToJson(const QList<T> &list, Write write)
{
    QJsonArray json;
    for (const T &item : list)
        json.append(write(item));
    return json;
}

template<typename T, typename Write>
QJsonValue optionalToJson(const std::optional<T> &value, Write write)
{
    return value ? QJsonValue(write(*value)) : QJsonValue(QJsonValue::Null);
}

QJsonObject endpointToJson(const ProxyEndpoint &endpoint)
{
    return {{u"scheme"_s, toString(endpoint.scheme)},
            {u"host"_s, endpoint.host},
            {u"port"_s, endpoint.port}};
}

QJsonObject problemToJson(const InputProblem &problem)
{
    return {{u"kind"_s, toString(problem.kind)},
            {u"field"_s, problem.field},
            {u"position"_s, qint64(problem.position)},
            {u"length"_s, qint64(problem.length)},
            {u"params"_s, paramsToJson(problem.params)}};
}

QJsonObject secretFactsToJson(const SecretFacts &facts)
{
    return {{u"length_class"_s, facts.lengthClass},
            {u"valid_utf8"_s, facts.validUtf8},
            {u"non_ascii"_s, facts.nonAscii},
            {u"leading_or_trailing_space"_s, facts.leadingOrTrailingSpace},
            {u"invisible"_s, facts.invisible},
            {u"smart_quote"_s, facts.smartQuote},
            {u"percent_escape"_s, facts.percentEscape},
            {u"colon"_s, facts.colon},
            {u"control"_s, facts.control}};
}

QJsonObject inputToJson(const CaseInput &input)
{
    return {{u"given"_s, input.given},
            {u"endpoint"_s, endpointToJson(input.endpoint)},
            {u"problems"_s, listToJson(input.problems, problemToJson)},
            {u"user"_s, input.user},
            {u"domain"_s, input.domain},
            {u"secret"_s, optionalToJson(input.secret, secretFactsToJson)},
            {u"keychain"_s, toString(input.keychain)},
            {u"keychain_detail"_s, input.keychainDetail},
            {u"targets"_s, QJsonArray::fromStringList(input.targets)},
            {u"auth"_s, toString(input.auth)},
            {u"attempt_limit"_s, input.attemptLimit},
            {u"timeout_seconds"_s, input.timeoutSeconds},
            {u"user_agent"_s, input.userAgent},
            {u"ca_file"_s, input.caFile},
            {u"ntlm_version_1"_s, input.ntlmVersion1},
            {u"refused_before"_s, QJsonArray::fromStringList(input.refusedBefore)}};
}

QJsonObject resolutionToJson(const Resolution &resolution)
{
    return {{u"name"_s, resolution.name},
            {u"outcome"_s, toString(resolution.outcome)},
            {u"addresses"_s, QJsonArray::fromStringList(resolution.addresses)},
            {u"duration_ms"_s, resolution.durationMs},
            {u"detail"_s, resolution.detail}};
}

QJsonObject connectToJson(const AddressAttempt &attempt)
{
    return {{u"address"_s, attempt.address},           {u"port"_s, attempt.port},
            {u"outcome"_s, toString(attempt.outcome)}, {u"started_ms"_s, attempt.startedMs},
            {u"duration_ms"_s, attempt.durationMs},    {u"local_address"_s, attempt.localAddress},
            {u"local_port"_s, attempt.localPort},      {u"detail"_s, attempt.detail}};
}

QJsonObject stageToJson(const StageResult &stage)
{
    return {{u"id"_s, toString(stage.id)},
            {u"status"_s, toString(stage.status)},
            {u"started_ms"_s, stage.startedMs},
            {u"duration_ms"_s, stage.durationMs},
            {u"code"_s, stage.code},
            {u"params"_s, paramsToJson(stage.params)}};
}

QJsonObject certificateToJson(const CertificateFacts &certificate)
{
    return {{u"subject"_s, certificate.subject},
            {u"issuer"_s, certificate.issuer},
            {u"names"_s, QJsonArray::fromStringList(certificate.names)},
            {u"not_before"_s, certificate.notBefore},
            {u"not_after"_s, certificate.notAfter},
            {u"sha256"_s, certificate.sha256},
            {u"self_signed"_s, certificate.selfSigned}};
}

QJsonObject tlsToJson(const TlsFacts &tls)
{
    return {{u"established"_s, tls.established},
            {u"version"_s, tls.version},
            {u"cipher"_s, tls.cipher},
            {u"server_name"_s, tls.serverName},
            {u"chain"_s, listToJson(tls.chain, certificateToJson)},
            {u"problems"_s, QJsonArray::fromStringList(tls.problems)},
            {u"detail"_s, tls.detail},
            {u"duration_ms"_s, tls.durationMs}};
}

QJsonObject messageToJson(const Message &message)
{
    return {{u"start_line"_s, bytesToJson(message.startLine())},
            {u"head"_s, bytesToJson(message.head)},
            {u"body"_s, bytesToJson(message.body)},
            {u"body_bytes"_s, message.bodyBytes},
            {u"head_complete"_s, message.headComplete},
            {u"body_complete"_s, message.bodyComplete}};
}

QJsonObject qnamToJson(const QnamReport &report)
{
    return {{u"error"_s, report.error},
            {u"name"_s, report.name},
            {u"http_status"_s, report.httpStatus}};
}

bool isOfRequest(TokenPlace place)
{
    return place == TokenPlace::RequestHead || place == TokenPlace::RequestBody;
}

/// The fields by id; of one that is there more than once each further one has its number behind "#".
QJsonObject fieldsToJson(const QList<DecodedField> &fields)
{
    QJsonObject json;
    QHash<QString, int> uses;
    for (qsizetype i = 0; i < fields.size(); ++i) {
        const DecodedField &field = fields.at(i);
        json.insert(decodedFieldKey(field.id, ++uses[field.id]),
                    QJsonObject{{u"order"_s, qint64(i)},
                                {u"value"_s, field.value},
                                {u"start"_s, qint64(field.start)},
                                {u"length"_s, qint64(field.length)},
                                {u"depth"_s, field.depth},
                                {u"secret"_s, field.secret}});
    }
    return json;
}

QJsonObject decodedToJson(const DecodedToken &token)
{
    return {{u"what"_s, token.what},
            {u"message"_s, isOfRequest(token.place) ? u"request"_s : u"response"_s},
            {u"place"_s, toString(token.place)},
            {u"start"_s, qint64(token.start)},
            {u"length"_s, qint64(token.length)},
            {u"bytes"_s, qint64(token.bytes)},
            {u"fields"_s, fieldsToJson(token.fields)},
            {u"problems"_s, QJsonArray::fromStringList(token.problems)},
            {u"octets"_s, QString::fromLatin1(token.octets.toHex())}};
}

QJsonObject exchangeToJson(const Exchange &exchange)
{
    return {{u"id"_s, exchange.id},
            {u"stage"_s, toString(exchange.stage)},
            {u"form"_s, toString(exchange.form)},
            {u"target"_s, exchange.target},
            {u"control"_s, exchange.control},
            {u"connection"_s, exchange.connection},
            {u"tunnel_of"_s, exchange.tunnelOf},
            {u"local_address"_s, exchange.localAddress},
            {u"local_port"_s, exchange.localPort},
            {u"remote"_s, exchange.remote},
            {u"tls"_s, optionalToJson(exchange.tls, tlsToJson)},
            {u"answered_scheme"_s, exchange.answeredScheme},
            {u"answer_rejected"_s, exchange.answerRejected},
            {u"leg"_s, exchange.leg},
            {u"answer_goes_on"_s, exchange.answerGoesOn},
            {u"proxy_proof"_s, toString(exchange.proxyProof)},
            {u"alternative"_s, exchange.alternative},
            {u"started_ms"_s, exchange.startedMs},
            {u"first_byte_ms"_s, exchange.firstByteMs},
            {u"duration_ms"_s, exchange.durationMs},
            {u"request"_s, messageToJson(exchange.request)},
            {u"response"_s, messageToJson(exchange.response)},
            {u"interim_responses"_s, exchange.interimResponses},
            {u"end"_s, toString(exchange.end)},
            {u"end_detail"_s, exchange.endDetail},
            {u"peer_kept_open"_s, exchange.peerKeptOpen},
            {u"tunnel_bytes_sent"_s, exchange.tunnelBytesSent},
            {u"tunnel_bytes_received"_s, exchange.tunnelBytesReceived},
            {u"qnam"_s, optionalToJson(exchange.qnam, qnamToJson)},
            {u"decoded"_s, listToJson(exchange.decoded, decodedToJson)}};
}

QJsonObject attemptsToJson(const Attempts &attempts)
{
    return {{u"sent"_s, attempts.sent},
            {u"rejected"_s, attempts.rejected},
            {u"limit"_s, attempts.limit},
            {u"stopped"_s, attempts.stopped},
            {u"untried"_s, QJsonArray::fromStringList(attempts.untried)}};
}

QJsonObject negotiateToJson(const NegotiateFacts &facts)
{
    const auto number = [](int value) { return QJsonValue(value); };
    return {{u"exchange"_s, facts.exchange},
            {u"host"_s, facts.host},
            {u"service"_s, facts.service},
            {u"canonical_service"_s, facts.canonicalService},
            {u"principal"_s, facts.principal},
            {u"realm"_s, facts.realm},
            {u"source"_s, toString(facts.source)},
            {u"ticket_end_utc"_s, facts.ticketEndUtc},
            {u"etype"_s, optionalToJson(facts.etype, number)},
            {u"kvno"_s, optionalToJson(facts.kvno, number)},
            {u"kdc_reached"_s,
             optionalToJson(facts.kdcReached, [](bool value) { return QJsonValue(value); })},
            {u"code"_s, facts.code},
            {u"reason"_s, facts.reason},
            {u"major"_s, facts.major},
            {u"major_text"_s, facts.majorText},
            {u"minor"_s, facts.minor},
            {u"minor_text"_s, facts.minorText},
            {u"kerberos_error"_s, optionalToJson(facts.kerberosError, number)},
            {u"legs"_s, facts.legs},
            {u"proof"_s, toString(facts.proof)}};
}

QJsonObject sourceToJson(const ProxySource &source)
{
    return {{u"name"_s, source.name},
            {u"value"_s, source.value},
            {u"kind"_s, toString(source.kind)},
            {u"use"_s, toString(source.use)},
            {u"targets"_s, source.targets},
            {u"place"_s, source.place},
            {u"line"_s, source.line},
            {u"endpoint"_s, endpointToJson(source.endpoint)},
            {u"sign_in"_s, toString(source.signIn)},
            {u"secret"_s, toString(source.secret)}};
}

QJsonObject pacAnswerToJson(const PacAnswer &answer)
{
    return {{u"target"_s, answer.target}, {u"text"_s, answer.text}};
}

QJsonObject pacToJson(const PacFacts &pac)
{
    return {{u"url"_s, pac.url},
            {u"source"_s, pac.source},
            {u"outcome"_s, toString(pac.outcome)},
            {u"fault"_s, pac.fault},
            {u"detail"_s, pac.detail},
            {u"line"_s, pac.line},
            {u"status"_s, pac.status},
            {u"bytes"_s, pac.bytes},
            {u"duration_ms"_s, pac.durationMs},
            {u"answers"_s, listToJson(pac.answers, pacAnswerToJson)}};
}

QJsonObject earlierToJson(const EarlierSignIn &earlier)
{
    return {{u"accepted_utc"_s, earlier.acceptedUtc},
            {u"scheme"_s, earlier.scheme},
            {u"same_user"_s, earlier.sameUser},
            {u"same_secret"_s, earlier.sameSecret}};
}

QJsonObject memoryToJson(const SignInMemory &memory)
{
    return {{u"accepted"_s, listToJson(memory.accepted, earlierToJson)},
            {u"stored"_s, toString(memory.stored)},
            {u"stored_utc"_s, memory.storedUtc}};
}

QJsonObject environmentToJson(const EnvironmentFacts &environment)
{
    return {{u"program_version"_s, environment.programVersion},
            {u"system"_s, environment.system},
            {u"qt_version"_s, environment.qtVersion},
            {u"tls_library"_s, environment.tlsLibrary},
            {u"started_utc"_s, environment.startedUtc},
            {u"sources"_s, listToJson(environment.sources, sourceToJson)},
            {u"pac"_s, listToJson(environment.pac, pacToJson)},
            {u"from_settings"_s, environment.fromSettings},
            {u"chosen"_s, environment.chosen},
            {u"memory"_s, optionalToJson(environment.memory, memoryToJson)}};
}

// Reading

/// The first fault met while reading, shared by the readers of all parts. Reading goes on after a
/// fault, with values that are not used.
struct Fault
{
    QString detail;

    void set(const QString &path, QLatin1StringView expected)
    {
        if (detail.isEmpty())
            detail = path + u": "_s + expected;
    }
};

/// Reads the members of one object into fields. A missing member leaves the field as it is.
class Reader
{
public:
    Reader(QJsonObject object, QString path, Fault *fault)
        : m_object(std::move(object))
        , m_path(std::move(path))
        , m_fault(fault)
    {
    }

    void read(QLatin1StringView key, QString *value) const
    {
        withString(key, [value](const QString &text) {
            *value = text;
            return true;
        });
    }

    /// Octets, one a character.
    void read(QLatin1StringView key, QByteArray *value) const
    {
        withString(key, [value](const QString &text) {
            if (std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() > 0xFF; }))
                return false;
            *value = text.toLatin1();
            return true;
        });
    }

    void read(QLatin1StringView key, bool *value) const
    {
        if (!m_object.contains(key))
            return;
        const QJsonValue json = m_object.value(key);
        if (json.isBool())
            *value = json.toBool();
        else
            refuse(key, "true or false is wanted"_L1);
    }

    template<typename Number>
    void readNumber(QLatin1StringView key, Number *value, qint64 least, qint64 most) const
    {
        if (!m_object.contains(key))
            return;
        const QJsonValue json = m_object.value(key);
        const double number = json.toDouble(std::numeric_limits<double>::quiet_NaN());
        if (!json.isDouble() || std::floor(number) != number || number < double(least)
            || number > double(most))
            refuse(key, "a whole number within its range is wanted"_L1);
        else
            *value = Number(json.toInteger());
    }

    template<typename Enum> void readEnum(QLatin1StringView key, Enum *value,
                                          std::optional<Enum> (*parse)(const QString &)) const
    {
        withString(key, [value, parse](const QString &text) {
            const std::optional<Enum> parsed = parse(text);
            if (parsed)
                *value = *parsed;
            return parsed.has_value();
        });
    }

    void read(QLatin1StringView key, QStringList *value) const
    {
        withArray(key, [this, key, value](const QJsonArray &array) {
            for (qsizetype i = 0; i < array.size(); ++i) {
                if (!array.at(i).isString() || array.at(i).toString().size() > longestString)
                    return refuse(key, "a list of texts is wanted"_L1);
                value->append(array.at(i).toString());
            }
        });
    }

    void read(QLatin1StringView key, QMap<QString, QString> *value) const
    {
        withObject(key, [this, key, value](const QJsonObject &object) {
            if (object.size() > longestList)
                return refuse(key, "too many members"_L1);
            for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
                if (!it.value().isString() || it.value().toString().size() > longestString)
                    return refuse(key, "an object of texts is wanted"_L1);
                value->insert(it.key(), it.value().toString());
            }
        });
    }

    template<typename T> void readList(QLatin1StringView key, QList<T> *value,
                                       void (*readItem)(const Reader &, T *)) const
    {
        withArray(key, [&](const QJsonArray &array) {
            for (qsizetype i = 0; i < array.size(); ++i) {
                const QString path = pathOf(key) + u'[' + QString::number(i) + u']';
                if (!array.at(i).isObject())
                    return m_fault->set(path, "an object is wanted"_L1);
                T item;
                readItem(Reader(array.at(i).toObject(), path, m_fault), &item);
                value->append(item);
            }
        });
    }

    template<typename T>
    void readObject(QLatin1StringView key, T *value, void (*readItem)(const Reader &, T *)) const
    {
        withObject(key, [&](const QJsonObject &object) {
            readItem(Reader(object, pathOf(key), m_fault), value);
        });
    }

    /// The members of an object that are objects themselves; others are passed over. `readItem`
    /// gets the key as well.
    template<typename T>
    void readMembers(QLatin1StringView key, QList<T> *value,
                     void (*readItem)(const Reader &, const QString &, T *)) const
    {
        withObject(key, [&](const QJsonObject &object) {
            if (object.size() > longestList)
                return refuse(key, "too many members"_L1);
            for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
                if (!it.value().isObject())
                    continue;
                T item;
                readItem(Reader(it.value().toObject(), pathOf(key) + u'.' + it.key(), m_fault),
                         it.key(), &item);
                value->append(item);
            }
        });
    }

    /// Octets as hexadecimal digits.
    void readHex(QLatin1StringView key, QByteArray *value, qsizetype most) const
    {
        withString(key, [value, most](const QString &text) {
            const QByteArray digits = text.toLatin1();
            const QByteArray bytes = QByteArray::fromHex(digits);
            if (bytes.size() > most || bytes.toHex() != digits)
                return false;
            *value = bytes;
            return true;
        });
    }

    bool has(QLatin1StringView key) const { return m_object.contains(key); }

    /// Null and missing: nothing was measured.
    template<typename T> void readOptional(QLatin1StringView key, std::optional<T> *value,
                                           void (*readItem)(const Reader &, T *)) const
    {
        if (m_object.value(key).isNull())
            return;
        withObject(key, [&](const QJsonObject &object) {
            T item;
            readItem(Reader(object, pathOf(key), m_fault), &item);
            *value = item;
        });
    }

    template<typename Number> void readOptionalNumber(QLatin1StringView key,
                                                      std::optional<Number> *value, qint64 least,
                                                      qint64 most) const
    {
        if (!m_object.contains(key) || m_object.value(key).isNull())
            return;
        Number number{};
        readNumber(key, &number, least, most);
        *value = number;
    }

    void readOptional(QLatin1StringView key, std::optional<bool> *value) const
    {
        if (!m_object.contains(key) || m_object.value(key).isNull())
            return;
        bool is = false;
        read(key, &is);
        *value = is;
    }

    void refuse(QLatin1StringView key, QLatin1StringView expected) const
    {
        m_fault->set(pathOf(key), expected);
    }

private:
    QString pathOf(QLatin1StringView key) const
    {
        return m_path.isEmpty() ? QString(key) : m_path + u'.' + key;
    }

    template<typename Use> void withString(QLatin1StringView key, Use use) const
    {
        if (!m_object.contains(key))
            return;
        const QJsonValue json = m_object.value(key);
        if (!json.isString() || json.toString().size() > longestString)
            refuse(key, "a text is wanted"_L1);
        else if (!use(json.toString()))
            refuse(key, "this text is not one of the known values"_L1);
    }

    template<typename Use> void withArray(QLatin1StringView key, Use use) const
    {
        if (!m_object.contains(key))
            return;
        const QJsonValue json = m_object.value(key);
        if (!json.isArray() || json.toArray().size() > longestList)
            refuse(key, "a list of bounded length is wanted"_L1);
        else
            use(json.toArray());
    }

    template<typename Use> void withObject(QLatin1StringView key, Use use) const
    {
        if (!m_object.contains(key))
            return;
        const QJsonValue json = m_object.value(key);
        if (json.isObject())
            use(json.toObject());
        else
            refuse(key, "an object is wanted"_L1);
    }

    QJsonObject m_object;
    QString m_path;
    Fault *m_fault;
};

constexpr qint64 largestInt = std::numeric_limits<int>::max();

void readEndpoint(const Reader &json, ProxyEndpoint *endpoint)
{
    json.readEnum("scheme"_L1, &endpoint->scheme, parseProxyScheme);
    json.read("host"_L1, &endpoint->host);
    json.readNumber("port"_L1, &endpoint->port, 0, 65535);
}

void readProblem(const Reader &json, InputProblem *problem)
{
    json.readEnum("kind"_L1, &problem->kind, parseInputProblemKind);
    json.read("field"_L1, &problem->field);
    json.readNumber("position"_L1, &problem->position, -1, largestInt);
    json.readNumber("length"_L1, &problem->length, 0, largestInt);
    json.read("params"_L1, &problem->params);
}

void readSecretFacts(const Reader &json, SecretFacts *facts)
{
    json.read("length_class"_L1, &facts->lengthClass);
    json.read("valid_utf8"_L1, &facts->validUtf8);
    json.read("non_ascii"_L1, &facts->nonAscii);
    json.read("leading_or_trailing_space"_L1, &facts->leadingOrTrailingSpace);
    json.read("invisible"_L1, &facts->invisible);
    json.read("smart_quote"_L1, &facts->smartQuote);
    json.read("percent_escape"_L1, &facts->percentEscape);
    json.read("colon"_L1, &facts->colon);
    json.read("control"_L1, &facts->control);
}

void readInput(const Reader &json, CaseInput *input)
{
    json.read("given"_L1, &input->given);
    json.readObject("endpoint"_L1, &input->endpoint, readEndpoint);
    json.readList("problems"_L1, &input->problems, readProblem);
    json.read("user"_L1, &input->user);
    json.read("domain"_L1, &input->domain);
    json.readOptional("secret"_L1, &input->secret, readSecretFacts);
    json.readEnum("keychain"_L1, &input->keychain, parseKeychainUse);
    json.read("keychain_detail"_L1, &input->keychainDetail);
    json.read("targets"_L1, &input->targets);
    json.readEnum("auth"_L1, &input->auth, parseAuthChoice);
    json.readNumber("attempt_limit"_L1, &input->attemptLimit, 0, 3);
    json.readNumber("timeout_seconds"_L1, &input->timeoutSeconds, 0, 86'400);
    json.read("user_agent"_L1, &input->userAgent);
    json.read("ca_file"_L1, &input->caFile);
    json.read("ntlm_version_1"_L1, &input->ntlmVersion1);
    json.read("refused_before"_L1, &input->refusedBefore);
}

void readResolution(const Reader &json, Resolution *resolution)
{
    json.read("name"_L1, &resolution->name);
    json.readEnum("outcome"_L1, &resolution->outcome, parseResolveOutcome);
    json.read("addresses"_L1, &resolution->addresses);
    json.readNumber("duration_ms"_L1, &resolution->durationMs, 0, largestCount);
    json.read("detail"_L1, &resolution->detail);
}

void readConnect(const Reader &json, AddressAttempt *attempt)
{
    json.read("address"_L1, &attempt->address);
    json.readNumber("port"_L1, &attempt->port, 0, 65535);
    json.readEnum("outcome"_L1, &attempt->outcome, parseConnectOutcome);
    json.readNumber("started_ms"_L1, &attempt->startedMs, 0, largestCount);
    json.readNumber("duration_ms"_L1, &attempt->durationMs, 0, largestCount);
    json.read("local_address"_L1, &attempt->localAddress);
    json.readNumber("local_port"_L1, &attempt->localPort, 0, 65535);
    json.read("detail"_L1, &attempt->detail);
}

void readStage(const Reader &json, StageResult *stage)
{
    json.readEnum("id"_L1, &stage->id, parseStageId);
    json.readEnum("status"_L1, &stage->status, parseStageStatus);
    json.readNumber("started_ms"_L1, &stage->startedMs, 0, largestCount);
    json.readNumber("duration_ms"_L1, &stage->durationMs, 0, largestCount);
    json.read("code"_L1, &stage->code);
    json.read("params"_L1, &stage->params);
}

void readCertificate(const Reader &json, CertificateFacts *certificate)
{
    json.read("subject"_L1, &certificate->subject);
    json.read("issuer"_L1, &certificate->issuer);
    json.read("names"_L1, &certificate->names);
    json.read("not_before"_L1, &certificate->notBefore);
    json.read("not_after"_L1, &certificate->notAfter);
    json.read("sha256"_L1, &certificate->sha256);
    json.read("self_signed"_L1, &certificate->selfSigned);
}

void readTls(const Reader &json, TlsFacts *tls)
{
    json.read("established"_L1, &tls->established);
    json.read("version"_L1, &tls->version);
    json.read("cipher"_L1, &tls->cipher);
    json.read("server_name"_L1, &tls->serverName);
    json.readList("chain"_L1, &tls->chain, readCertificate);
    json.read("problems"_L1, &tls->problems);
    json.read("detail"_L1, &tls->detail);
    json.readNumber("duration_ms"_L1, &tls->durationMs, 0, largestCount);
}

void readMessage(const Reader &json, Message *message)
{
    json.read("head"_L1, &message->head);
    json.read("body"_L1, &message->body);
    json.readNumber("body_bytes"_L1, &message->bodyBytes, 0, largestCount);
    json.read("head_complete"_L1, &message->headComplete);
    json.read("body_complete"_L1, &message->bodyComplete);
}

void readQnam(const Reader &json, QnamReport *report)
{
    json.readNumber("error"_L1, &report->error, 0, 9999);
    json.read("name"_L1, &report->name);
    json.readNumber("http_status"_L1, &report->httpStatus, 0, 999);
}

struct OrderedField
{
    qint64 order = 0;
    DecodedField field;
};

void readDecodedField(const Reader &json, const QString &key, OrderedField *ordered)
{
    ordered->field.id = key.section(u'#', 0, 0);
    json.readNumber("order"_L1, &ordered->order, 0, longestList);
    json.read("value"_L1, &ordered->field.value);
    json.readNumber("start"_L1, &ordered->field.start, 0, largestInt);
    json.readNumber("length"_L1, &ordered->field.length, 0, largestInt);
    json.readNumber("depth"_L1, &ordered->field.depth, 0, deepestField);
    json.read("secret"_L1, &ordered->field.secret);
}

void readDecoded(const Reader &json, DecodedToken *token)
{
    json.read("what"_L1, &token->what);
    json.readEnum("place"_L1, &token->place, parseTokenPlace);
    json.readNumber("start"_L1, &token->start, 0, largestInt);
    json.readNumber("length"_L1, &token->length, 0, largestInt);
    json.readNumber("bytes"_L1, &token->bytes, 0, largestInt);
    QList<OrderedField> fields;
    json.readMembers("fields"_L1, &fields, readDecodedField);
    std::stable_sort(fields.begin(), fields.end(), [](const OrderedField &a, const OrderedField &b) {
        return a.order < b.order;
    });
    for (const OrderedField &one : std::as_const(fields))
        token->fields.append(one.field);
    json.read("problems"_L1, &token->problems);
    json.readHex("octets"_L1, &token->octets, longestToken);
}

/// A result tells of credentials also where they were not taken apart when they were recorded; such
/// an entry has no place, and is made anew from the head.
void readDecodedEntry(const Reader &json, std::optional<DecodedToken> *entry)
{
    if (!json.has("place"_L1))
        return;
    DecodedToken token;
    readDecoded(json, &token);
    *entry = token;
}

void readExchange(const Reader &json, Exchange *exchange)
{
    json.readNumber("id"_L1, &exchange->id, 0, largestInt);
    json.readEnum("stage"_L1, &exchange->stage, parseStageId);
    json.readEnum("form"_L1, &exchange->form, parseExchangeForm);
    json.read("target"_L1, &exchange->target);
    json.read("control"_L1, &exchange->control);
    json.readNumber("connection"_L1, &exchange->connection, 0, largestInt);
    json.readNumber("tunnel_of"_L1, &exchange->tunnelOf, 0, largestInt);
    json.read("local_address"_L1, &exchange->localAddress);
    json.readNumber("local_port"_L1, &exchange->localPort, 0, 65535);
    json.read("remote"_L1, &exchange->remote);
    json.readOptional("tls"_L1, &exchange->tls, readTls);
    json.read("answered_scheme"_L1, &exchange->answeredScheme);
    json.read("answer_rejected"_L1, &exchange->answerRejected);
    json.readNumber("leg"_L1, &exchange->leg, 0, 100);
    json.read("answer_goes_on"_L1, &exchange->answerGoesOn);
    json.readEnum("proxy_proof"_L1, &exchange->proxyProof, parseDigestProof);
    json.read("alternative"_L1, &exchange->alternative);
    json.readNumber("started_ms"_L1, &exchange->startedMs, 0, largestCount);
    json.readNumber("first_byte_ms"_L1, &exchange->firstByteMs, -1, largestCount);
    json.readNumber("duration_ms"_L1, &exchange->durationMs, 0, largestCount);
    json.readObject("request"_L1, &exchange->request, readMessage);
    json.readObject("response"_L1, &exchange->response, readMessage);
    json.readNumber("interim_responses"_L1, &exchange->interimResponses, 0, largestInt);
    json.readEnum("end"_L1, &exchange->end, parseExchangeEnd);
    json.read("end_detail"_L1, &exchange->endDetail);
    json.read("peer_kept_open"_L1, &exchange->peerKeptOpen);
    json.readNumber("tunnel_bytes_sent"_L1, &exchange->tunnelBytesSent, 0, largestCount);
    json.readNumber("tunnel_bytes_received"_L1, &exchange->tunnelBytesReceived, 0, largestCount);
    json.readOptional("qnam"_L1, &exchange->qnam, readQnam);
    QList<std::optional<DecodedToken>> decoded;
    json.readList("decoded"_L1, &decoded, readDecodedEntry);
    for (const std::optional<DecodedToken> &token : std::as_const(decoded)) {
        if (token)
            exchange->decoded.append(*token);
    }
}

void readAttempts(const Reader &json, Attempts *attempts)
{
    json.readNumber("sent"_L1, &attempts->sent, 0, largestInt);
    json.readNumber("rejected"_L1, &attempts->rejected, 0, largestInt);
    json.readNumber("limit"_L1, &attempts->limit, 0, largestInt);
    json.read("stopped"_L1, &attempts->stopped);
    json.read("untried"_L1, &attempts->untried);
}

void readNegotiate(const Reader &json, NegotiateFacts *facts)
{
    json.readNumber("exchange"_L1, &facts->exchange, 0, largestInt);
    json.read("host"_L1, &facts->host);
    json.read("service"_L1, &facts->service);
    json.read("canonical_service"_L1, &facts->canonicalService);
    json.read("principal"_L1, &facts->principal);
    json.read("realm"_L1, &facts->realm);
    json.readEnum("source"_L1, &facts->source, parseTicketSource);
    json.read("ticket_end_utc"_L1, &facts->ticketEndUtc);
    json.readOptionalNumber("etype"_L1, &facts->etype, std::numeric_limits<int>::min(), largestInt);
    json.readOptionalNumber("kvno"_L1, &facts->kvno, std::numeric_limits<int>::min(), largestInt);
    json.readOptional("kdc_reached"_L1, &facts->kdcReached);
    json.read("code"_L1, &facts->code);
    json.read("reason"_L1, &facts->reason);
    json.readNumber("major"_L1, &facts->major, 0, 0xFFFFFFFF);
    json.read("major_text"_L1, &facts->majorText);
    json.readNumber("minor"_L1, &facts->minor, -largestCount, largestCount);
    json.read("minor_text"_L1, &facts->minorText);
    json.readOptionalNumber("kerberos_error"_L1, &facts->kerberosError, 0, 255);
    json.readNumber("legs"_L1, &facts->legs, 0, 100);
    json.readEnum("proof"_L1, &facts->proof, parseMutualProof);
}

void readSource(const Reader &json, ProxySource *source)
{
    json.read("name"_L1, &source->name);
    json.read("value"_L1, &source->value);
    json.readEnum("kind"_L1, &source->kind, parseSourceKind);
    json.readEnum("use"_L1, &source->use, parseSourceUse);
    json.read("targets"_L1, &source->targets);
    json.read("place"_L1, &source->place);
    json.readNumber("line"_L1, &source->line, 0, largestInt);
    json.readObject("endpoint"_L1, &source->endpoint, readEndpoint);
    json.readEnum("sign_in"_L1, &source->signIn, parseSourceSignIn);
    json.readEnum("secret"_L1, &source->secret, parseSameSecret);
}

void readPacAnswer(const Reader &json, PacAnswer *answer)
{
    json.read("target"_L1, &answer->target);
    json.read("text"_L1, &answer->text);
}

void readPac(const Reader &json, PacFacts *pac)
{
    json.read("url"_L1, &pac->url);
    json.read("source"_L1, &pac->source);
    json.readEnum("outcome"_L1, &pac->outcome, parsePacOutcome);
    json.read("fault"_L1, &pac->fault);
    json.read("detail"_L1, &pac->detail);
    json.readNumber("line"_L1, &pac->line, 0, largestInt);
    json.readNumber("status"_L1, &pac->status, 0, 999);
    json.readNumber("bytes"_L1, &pac->bytes, 0, largestCount);
    json.readNumber("duration_ms"_L1, &pac->durationMs, 0, largestCount);
    json.readList("answers"_L1, &pac->answers, readPacAnswer);
}

void readEarlier(const Reader &json, EarlierSignIn *earlier)
{
    json.read("accepted_utc"_L1, &earlier->acceptedUtc);
    json.read("scheme"_L1, &earlier->scheme);
    json.read("same_user"_L1, &earlier->sameUser);
    json.read("same_secret"_L1, &earlier->sameSecret);
}

void readMemory(const Reader &json, SignInMemory *memory)
{
    json.readList("accepted"_L1, &memory->accepted, readEarlier);
    json.readEnum("stored"_L1, &memory->stored, parseSameSecret);
    json.read("stored_utc"_L1, &memory->storedUtc);
}

void readEnvironment(const Reader &json, EnvironmentFacts *environment)
{
    json.read("program_version"_L1, &environment->programVersion);
    json.read("system"_L1, &environment->system);
    json.read("qt_version"_L1, &environment->qtVersion);
    json.read("tls_library"_L1, &environment->tlsLibrary);
    json.read("started_utc"_L1, &environment->startedUtc);
    json.readList("sources"_L1, &environment->sources, readSource);
    json.readList("pac"_L1, &environment->pac, readPac);
    json.read("from_settings"_L1, &environment->fromSettings);
    json.read("chosen"_L1, &environment->chosen);
    json.readOptional("memory"_L1, &environment->memory, readMemory);
}

} // namespace

QString decodedFieldKey(const QString &id, int use)
{
    return use > 1 ? id + u'#' + QString::number(use) : id;
}

QJsonObject caseToJson(const Case &value)
{
    return {{u"schema"_s, QString::fromLatin1(caseSchema)},
            {u"origin"_s, toString(value.origin)},
            {u"scenario"_s, value.scenario},
            {u"input"_s, inputToJson(value.input)},
            {u"resolution"_s, optionalToJson(value.resolution, resolutionToJson)},
            {u"connects"_s, listToJson(value.connects, connectToJson)},
            {u"stages"_s, listToJson(value.stages, stageToJson)},
            {u"exchanges"_s, listToJson(value.exchanges, exchangeToJson)},
            {u"attempts"_s, attemptsToJson(value.attempts)},
            {u"negotiate"_s, listToJson(value.negotiate, negotiateToJson)},
            {u"environment"_s, environmentToJson(value.environment)},
            {u"client_message"_s, value.clientMessage},
            {u"cancelled"_s, value.cancelled}};
}

Result<Case> caseFromJson(const QJsonObject &json)
{
    const QString operation = u"read a case"_s;
    const QJsonValue schema = json.value("schema"_L1);
    if (!schema.isString() || schema.toString() != QLatin1StringView(caseSchema))
        return fail(u"case-json.schema"_s, operation, schema.toString().left(64));

    Fault fault;
    const Reader reader(json, {}, &fault);
    Case value;
    reader.readEnum("origin"_L1, &value.origin, parseCaseOrigin);
    reader.read("scenario"_L1, &value.scenario);
    reader.readObject("input"_L1, &value.input, readInput);
    reader.readOptional("resolution"_L1, &value.resolution, readResolution);
    reader.readList("connects"_L1, &value.connects, readConnect);
    reader.readList("stages"_L1, &value.stages, readStage);
    reader.readList("exchanges"_L1, &value.exchanges, readExchange);
    reader.readObject("attempts"_L1, &value.attempts, readAttempts);
    reader.readList("negotiate"_L1, &value.negotiate, readNegotiate);
    reader.readObject("environment"_L1, &value.environment, readEnvironment);
    reader.read("client_message"_L1, &value.clientMessage);
    reader.read("cancelled"_L1, &value.cancelled);

    QSet<int> ids;
    for (const Exchange &exchange : std::as_const(value.exchanges)) {
        if (ids.contains(exchange.id))
            reader.refuse("exchanges"_L1, "each id must be its own"_L1);
        ids.insert(exchange.id);
    }
    if (!fault.detail.isEmpty())
        return fail(u"case-json.type"_s, operation, fault.detail);
    return value;
}

} // namespace pt
