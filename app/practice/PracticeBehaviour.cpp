// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/PracticeBehaviour.h"

#include "practice/JsonReader.h"

#include <QJsonArray>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostFiller = qint64(4) * 1024 * 1024 * 1024;
constexpr int mostMs = 600'000;

const char established[] = "HTTP/1.1 200 Connection established\r\n\r\n";

PracticeStep step(PracticeStep::Kind kind)
{
    PracticeStep result;
    result.kind = kind;
    return result;
}

PracticeStep sendStep(const QByteArray &bytes, bool expand)
{
    PracticeStep result = step(PracticeStep::Kind::Send);
    result.bytes = bytes;
    result.expand = expand;
    return result;
}

/// Head and body of { "line", "fields", "body", "length" }.
std::pair<QByteArray, QByteArray> readAnswer(const QJsonObject &json, const QString &path,
                                             QString &problem)
{
    JsonReader reader(json, path, problem);
    reader.allowOnly({"line", "fields", "body", "length"});
    QByteArray head = reader.neededText("line").toUtf8() + "\r\n";
    const QStringList fields = reader.texts("fields");
    for (const QString &field : fields)
        head += field.toUtf8() + "\r\n";
    const QByteArray body = reader.text("body").toUtf8();
    const QString length = reader.has("length") ? reader.text("length") : u"exact"_s;
    if (length == u"exact"_s)
        head += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    else if (length != u"none"_s)
        reader.complain(u"length"_s, u"\"exact\" or \"none\" is needed"_s);
    return {head + "\r\n", body};
}

QList<PracticeStep> readStep(const QJsonObject &json, const QString &path, QString &problem)
{
    using Kind = PracticeStep::Kind;
    JsonReader reader(json, path, problem);
    reader.allowOnly({"answer", "send", "send_hex", "send_base64", "delay_ms", "close", "reset",
                      "silent", "answer_as_target", "tunnel", "drip", "endless_header",
                      "big_body"});
    if (json.size() != 1) {
        reader.complain(u"step"_s, u"each step does exactly one thing"_s);
        return {};
    }
    const QString verb = json.begin().key();
    for (const auto &[name, kind] :
         {std::pair{u"close"_s, Kind::Close}, std::pair{u"reset"_s, Kind::Reset},
          std::pair{u"silent"_s, Kind::Silent},
          std::pair{u"answer_as_target"_s, Kind::TargetAnswer}}) {
        if (verb != name)
            continue;
        if (json.value(name) != QJsonValue(true))
            reader.complain(name, u"only true makes sense here"_s);
        return {step(kind)};
    }
    if (verb == u"answer"_s) {
        const auto [head, body] = readAnswer(reader.object("answer"), reader.place(verb), problem);
        if (body.isEmpty())
            return {sendStep(head, true)};
        return {sendStep(head, true), sendStep(body, false)};
    }
    if (verb == u"send"_s)
        return {sendStep(reader.neededText("send").toUtf8(), true)};
    if (verb == u"send_hex"_s) {
        const QByteArray hex = reader.neededText("send_hex").toLatin1();
        const QByteArray bytes = QByteArray::fromHex(hex);
        if (bytes.toHex() != hex.toLower())
            reader.complain(verb, u"pairs of hexadecimal digits are needed"_s);
        return {sendStep(bytes, false)};
    }
    if (verb == u"send_base64"_s) {
        const auto bytes = QByteArray::fromBase64Encoding(
            reader.neededText("send_base64").toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
        if (!bytes)
            reader.complain(verb, u"Base64 is needed"_s);
        return {sendStep(*bytes, false)};
    }
    if (verb == u"delay_ms"_s) {
        PracticeStep result = step(Kind::Delay);
        result.ms = int(reader.number("delay_ms", 0, mostMs).value_or(0));
        return {result};
    }
    if (verb == u"tunnel"_s) {
        const QString then = reader.neededText("tunnel");
        PracticeStep end = step(Kind::StartSite);
        if (then == u"untrusted-site"_s)
            end.untrusted = true;
        else if (then == u"drop"_s)
            end = step(Kind::Close);
        else if (then == u"silent"_s)
            end = step(Kind::Silent);
        else if (then != u"site"_s)
            reader.complain(verb,
                            u"\"site\", \"untrusted-site\", \"drop\" or \"silent\" is needed"_s);
        return {sendStep(established, false), end};
    }
    if (verb == u"drip"_s) {
        JsonReader drip(reader.object("drip"), reader.place(verb), problem);
        drip.allowOnly({"text", "every_ms"});
        PracticeStep result = step(Kind::Drip);
        result.bytes = drip.neededText("text").toUtf8();
        result.ms = int(drip.number("every_ms", 1, mostMs).value_or(100));
        return {result};
    }
    // "endless_header" or "big_body": allowOnly() has refused everything else.
    JsonReader amount(json.value(verb).toObject(), reader.place(verb), problem);
    amount.allowOnly({"bytes"});
    PracticeStep result = step(verb == u"big_body"_s ? Kind::Filler : Kind::EndlessHeader);
    const std::optional<qint64> count = amount.number("bytes", 1, mostFiller);
    if (!count)
        amount.complain(u"bytes"_s, u"a number is needed"_s);
    result.count = count.value_or(0);
    return {result};
}

QList<PracticeStep> readSteps(const QJsonArray &json, const QString &path, QString &problem)
{
    QList<PracticeStep> steps;
    for (qsizetype i = 0; i < json.size(); ++i)
        steps += readStep(json[i].toObject(), u"%1[%2]"_s.arg(path).arg(i), problem);
    return steps;
}

/// Practice never leaves this computer.
QList<QHostAddress> readAddresses(JsonReader &reader, const char *key)
{
    QList<QHostAddress> addresses;
    const QStringList texts = reader.texts(key);
    for (const QString &text : texts) {
        const QHostAddress address(text);
        // To connect to 0.0.0.0 is to connect to this computer, though it is not written so.
        if (!address.isLoopback() && address != QHostAddress(QHostAddress::AnyIPv4))
            reader.complain(QString::fromLatin1(key), u"only addresses of this computer can be used"_s);
        addresses.append(address);
    }
    return addresses;
}

QList<PracticeSigned> readSigned(const QJsonValue &json, JsonReader &reader)
{
    QList<PracticeSigned> result;
    const QJsonArray list = json.isArray() ? json.toArray() : QJsonArray{json};
    for (const QJsonValue &value : list) {
        const QString name = value.toString();
        if (name == u"none"_s)
            result.append(PracticeSigned::None);
        else if (name == u"right"_s)
            result.append(PracticeSigned::Right);
        else if (name == u"wrong"_s)
            result.append(PracticeSigned::Wrong);
        else if (name == u"ntlm-first"_s)
            result.append(PracticeSigned::FirstOfNtlm);
        else if (name != u"any"_s)
            reader.complain(u"signed"_s, u"\"none\", \"right\", \"wrong\", \"ntlm-first\" or \"any\" is needed"_s);
        else
            return {};
    }
    return result;
}

PracticeRule readRule(const QJsonObject &json, const QString &path, QString &problem)
{
    JsonReader reader(json, path, problem);
    reader.allowOnly({"when", "do"});
    PracticeRule rule;
    const QJsonObject whenJson = reader.object("when");
    JsonReader when(whenJson, reader.place(u"when"_s), problem);
    when.allowOnly({"address", "method", "host", "port", "signed", "nonce", "request_on_connection",
                    "request", "request_from"});
    rule.address = when.text("address");
    rule.method = when.text("method").toUtf8();
    rule.host = when.text("host").toUtf8().toLower();
    if (const auto port = when.number("port", 1, 65535))
        rule.port = int(*port);
    if (when.has("signed"))
        rule.signedIn = readSigned(whenJson.value(u"signed"_s), when);
    rule.nonce = when.text("nonce").toUtf8();
    if (const auto nth = when.number("request_on_connection", 1, 1'000'000))
        rule.onConnection = int(*nth);
    if (const auto nth = when.number("request", 1, 1'000'000))
        rule.overall = int(*nth);
    if (const auto nth = when.number("request_from", 1, 1'000'000))
        rule.overallFrom = int(*nth);
    rule.steps = readSteps(reader.array("do"), reader.place(u"do"_s), problem);
    if (rule.steps.isEmpty())
        reader.complain(u"do"_s, u"at least one step is needed"_s);
    return rule;
}

PracticeSocks readSocksBehaviour(const QJsonObject &json, QString &problem)
{
    JsonReader reader(json, u"proxy.socks"_s, problem);
    reader.allowOnly({"version", "method", "reply", "reply_for"});
    PracticeSocks socks;
    socks.version = int(reader.number("version", 4, 5).value_or(5));
    socks.method = int(reader.number("method", 0, 255).value_or(0));
    socks.reply = int(reader.number("reply", 0, 255).value_or(-1));
    const QJsonObject hosts = reader.object("reply_for");
    JsonReader codes(hosts, reader.place(u"reply_for"_s), problem);
    for (auto it = hosts.begin(); it != hosts.end(); ++it) {
        const QByteArray host = it.key().toUtf8();
        socks.replyFor.insert(host.toLower(),
                              int(codes.number(host.constData(), 0, 255).value_or(0)));
    }
    return socks;
}

PracticeNtlm readNtlm(JsonReader &proxy, QString &problem)
{
    PracticeNtlm ntlm;
    if (!proxy.has("ntlm"))
        return ntlm;
    const QJsonObject json = proxy.object("ntlm");
    JsonReader reader(json, u"proxy.ntlm"_s, problem);
    reader.allowOnly({"domain", "dns_domain", "nodes", "version_1", "malformed"});
    ntlm.domain = reader.neededText("domain");
    ntlm.dnsDomain = reader.text("dns_domain");
    ntlm.nodes = reader.texts("nodes");
    if (ntlm.nodes.isEmpty())
        reader.complain(u"nodes"_s, u"at least one name is needed"_s);
    for (const auto &[name, is] :
         {std::pair{u"version_1"_s, &ntlm.version1}, std::pair{u"malformed"_s, &ntlm.malformed}}) {
        if (json.contains(name) && json.value(name) != QJsonValue(true))
            reader.complain(name, u"only true makes sense here"_s);
        *is = json.contains(name);
    }
    return ntlm;
}

} // namespace

const PracticeRule *PracticeBehaviour::ruleFor(const PracticeRequest &request) const
{
    for (const PracticeRule &rule : rules) {
        if (rule.matches(request))
            return &rule;
    }
    return nullptr;
}

QByteArray PracticeBehaviour::siteAnswer(const QByteArray &host, bool overTls) const
{
    QByteArray answer = sites.value(host);
    if (answer.isEmpty()) {
        const QByteArray body = "<!DOCTYPE html>\n<html lang=\"en\"><title>Practice site</title>"
                                "<p>You have reached a practice site.</p></html>\n";
        answer = "HTTP/1.1 200 OK\r\nServer: practice-site\r\nDate: {date}\r\n"
                 "Content-Type: text/html; charset=utf-8\r\nContent-Length: "
            + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }
    if (!overTls && !via.isEmpty()) {
        const qsizetype endOfLine = answer.indexOf("\r\n");
        answer.insert(endOfLine + 2, QByteArray("Via: " + via + "\r\n"));
    }
    return answer;
}

Result<PracticeBehaviour> practiceBehaviourFromJson(const QJsonObject &json)
{
    QString problem;
    PracticeBehaviour behaviour;
    JsonReader reader(json, u"proxy"_s, problem);
    reader.allowOnly({"door", "inspector", "ntlm", "tls", "socks", "addresses", "dead_addresses", "keytab", "accepts", "digest",
                      "via", "sites", "on_connect", "rules"});
    behaviour.tls = reader.text("tls");
    if (!behaviour.tls.isEmpty()
        && !QStringList{u"right"_s, u"untrusted"_s, u"other-name"_s, u"expired"_s,
                        u"client-certificate"_s}.contains(
            behaviour.tls)) {
        reader.complain(u"tls"_s, u"only right, untrusted, other-name, expired and "
                                  "client-certificate are known"_s);
    }
    behaviour.inspector = reader.text("inspector");
    if (reader.has("keytab")) {
        JsonReader keytab(reader.object("keytab"), u"proxy.keytab"_s, problem);
        keytab.allowOnly({"service", "kvno"});
        behaviour.keytabService = keytab.neededText("service");
        behaviour.keytabKvno = int(keytab.number("kvno", 1, 127).value_or(1));
    }
    behaviour.addresses = readAddresses(reader, "addresses");
    behaviour.deadAddresses = readAddresses(reader, "dead_addresses");
    if (behaviour.addresses.isEmpty() && !behaviour.deadAddresses.isEmpty())
        reader.complain(u"dead_addresses"_s, u"\"addresses\" is needed as well"_s);
    if (reader.has("door")) {
        const auto door = parsePracticeDoor(reader.text("door"));
        if (!door || *door == PracticeDoor::Open)
            reader.complain(u"door"_s, u"only closed, full and unreachable are known"_s);
        behaviour.door = door.value_or(PracticeDoor::Closed);
        if (json.size() > 1 + (reader.has("addresses") ? 1 : 0))
            reader.complain(u"door"_s, u"nothing else is seen of this proxy"_s);
        if (behaviour.door == PracticeDoor::Unreachable && reader.has("addresses"))
            reader.complain(u"addresses"_s, u"this proxy has the one that cannot be reached"_s);
    }
    if (!behaviour.addresses.isEmpty() && !behaviour.tls.isEmpty())
        reader.complain(u"addresses"_s, u"they are served in clear only"_s);
    if (reader.has("socks"))
        behaviour.socks = readSocksBehaviour(reader.object("socks"), problem);
    const QJsonArray accepts = reader.array("accepts");
    for (qsizetype i = 0; i < accepts.size(); ++i) {
        JsonReader entry(accepts[i].toObject(), u"proxy.accepts[%1]"_s.arg(i), problem);
        entry.allowOnly({"user", "password", "charset"});
        const QString charset = entry.text("charset");
        const bool latin1 = charset == "ISO-8859-1"_L1;
        if (!charset.isEmpty() && !latin1 && charset != "UTF-8"_L1)
            entry.complain(u"charset"_s, u"only UTF-8 and ISO-8859-1 are known"_s);
        const auto bytes = [latin1](const QString &text) {
            return latin1 ? text.toLatin1() : text.toUtf8();
        };
        const QByteArray user = bytes(entry.neededText("user"));
        behaviour.accepts.append({user, bytes(entry.text("password"))});
    }
    JsonReader digest(reader.object("digest"), u"proxy.digest"_s, problem);
    digest.allowOnly({"sha512_256", "uri", "refused", "userhash"});
    behaviour.misprintedHash = digest.text("sha512_256") == "misprinted"_L1;
    behaviour.absoluteUri = digest.text("uri") == "absolute"_L1;
    if (digest.has("refused")) {
        behaviour.digestRefused = true;
        if (json.value(u"digest"_s).toObject().value(u"refused"_s) != QJsonValue(true))
            digest.complain(u"refused"_s, u"only true makes sense here"_s);
    }
    if (digest.has("userhash")) {
        behaviour.hashedNamesOnly = true;
        if (json.value(u"digest"_s).toObject().value(u"userhash"_s) != QJsonValue(true))
            digest.complain(u"userhash"_s, u"only true makes sense here"_s);
    }
    if (digest.has("sha512_256") && !behaviour.misprintedHash)
        digest.complain(u"sha512_256"_s, u"only misprinted is known"_s);
    if (digest.has("uri") && !behaviour.absoluteUri)
        digest.complain(u"uri"_s, u"only absolute is known"_s);
    behaviour.ntlm = readNtlm(reader, problem);
    behaviour.via = reader.text("via").toUtf8();
    const QJsonObject sites = reader.object("sites");
    for (auto it = sites.begin(); it != sites.end(); ++it) {
        const auto [head, body]
            = readAnswer(it.value().toObject(), u"proxy.sites."_s + it.key(), problem);
        behaviour.sites.insert(it.key().toUtf8().toLower(), head + body);
    }
    behaviour.onConnect = readSteps(reader.array("on_connect"), u"proxy.on_connect"_s, problem);
    const QJsonArray rules = reader.array("rules");
    for (qsizetype i = 0; i < rules.size(); ++i)
        behaviour.rules.append(readRule(rules[i].toObject(), u"proxy.rules[%1]"_s.arg(i), problem));
    if (behaviour.rules.isEmpty() && behaviour.onConnect.isEmpty() && !behaviour.socks
        && behaviour.door == PracticeDoor::Open)
        reader.complain(u"rules"_s, u"at least one rule is needed"_s);
    if (!problem.isEmpty())
        return fail(u"practice.bad-scenario"_s, u"read the practice scenario"_s, problem);
    return behaviour;
}

} // namespace pt
