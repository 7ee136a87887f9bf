// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/Scenario.h"

#include "practice/JsonReader.h"
#include "practice/PracticeBehaviour.h"
#include "practice/PracticeNegotiate.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

namespace pt {

using namespace Qt::StringLiterals;

Credentials Scenario::credentials() const
{
    Credentials result;
    result.user = user;
    result.domain = domain;
    if (hasPassword)
        result.password = Secret::takeText(QString(password));
    return result;
}

std::unique_ptr<NegotiateMechanism> Scenario::negotiate() const
{
    return std::make_unique<PracticeNegotiate>(computer);
}

Result<Scenario> scenarioFromJson(const QJsonObject &json)
{
    QString problem;
    Scenario scenario;
    JsonReader reader(json, QString(), problem);
    reader.allowOnly({"id", "scheme", "sign_in", "attempts", "auth", "targets", "expect",
                      "also_expect", "must_not", "limits", "computer", "proxy", "settings", "given",
                      "keychain", "recording", "ntlm_version_1", "earlier"});
    scenario.id = reader.neededText("id");
    if (const QString scheme = reader.text("scheme"); !scheme.isEmpty()) {
        if (const auto known = parseProxyScheme(scheme))
            scenario.scheme = *known;
        else
            reader.complain(u"scheme"_s, u"http, https, socks5 or socks4a is needed"_s);
    }
    JsonReader signIn(reader.object("sign_in"), u"sign_in"_s, problem);
    signIn.allowOnly({"user", "domain", "password"});
    scenario.domain = signIn.text("domain");
    scenario.user = signIn.text("user");
    scenario.hasPassword = signIn.has("password");
    scenario.password = signIn.text("password");
    JsonReader settings(reader.object("settings"), u"settings"_s, problem);
    settings.allowOnly({"use", "environment", "files"});
    if (const QString use = settings.text("use"); use == "always"_L1)
        scenario.fromSettings = true;
    else if (!use.isEmpty())
        reader.complain(u"settings.use"_s, u"only \"always\" is known"_s);
    const auto texts = [&](const char *key, QMap<QString, QString> &into) {
        const QJsonObject object = settings.object(key);
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (!it.value().isString())
                reader.complain(it.key(), u"a text is needed"_s);
            into.insert(it.key(), it.value().toString());
        }
    };
    texts("environment", scenario.environment);
    texts("files", scenario.files);
    scenario.attempts = int(reader.number("attempts", 1, 3).value_or(1));
    if (reader.has("auth")) {
        const auto auth = parseAuthChoice(reader.text("auth"));
        if (!auth)
            reader.complain(u"auth"_s, u"any, basic, digest, ntlm or negotiate is needed"_s);
        scenario.auth = auth.value_or(AuthChoice::Any);
    }
    if (reader.has("ntlm_version_1")) {
        scenario.ntlmVersion1 = true;
        if (json.value(u"ntlm_version_1"_s) != QJsonValue(true))
            reader.complain(u"ntlm_version_1"_s, u"only true makes sense here"_s);
    }
    scenario.given = reader.text("given");
    if (reader.has("given") && scenario.given.isEmpty())
        reader.complain(u"given"_s, u"an address is needed"_s);
    if (reader.has("keychain")) {
        const auto use = parseKeychainUse(reader.text("keychain"));
        if (!use || *use == KeychainUse::NotUsed || *use == KeychainUse::Used)
            reader.complain(u"keychain"_s, u"a way in which it fails is needed"_s);
        else if (scenario.hasPassword)
            reader.complain(u"keychain"_s, u"it makes no sense with a password that is typed"_s);
        scenario.keychain = use.value_or(KeychainUse::NotUsed);
    }
    const bool recorded = reader.has("recording");
    if (recorded) {
        scenario.recording = reader.texts("recording").join(u"\r\n"_s).toUtf8();
        if (scenario.recording.isEmpty())
            reader.complain(u"recording"_s, u"at least one line is needed"_s);
        for (const char *key : {"scheme", "sign_in", "attempts", "auth", "limits", "targets",
                                "computer", "proxy", "settings", "given", "keychain",
                                "ntlm_version_1"}) {
            if (reader.has(key))
                reader.complain(QString::fromLatin1(key), u"it makes no sense with a recording"_s);
        }
    }
    scenario.targets = reader.texts("targets");
    if (scenario.targets.isEmpty() && !recorded)
        reader.complain(u"targets"_s, u"at least one address is needed"_s);
    for (const QString &target : std::as_const(scenario.targets)) {
        const QUrl url(target, QUrl::StrictMode);
        const bool web = url.scheme() == u"http"_s || url.scheme() == u"https"_s;
        if (!web || !url.host().endsWith(u".practice.test"_s))
            reader.complain(u"targets"_s,
                            u"only addresses below http(s)://*.practice.test can be played"_s);
    }
    scenario.expect = reader.neededText("expect");
    scenario.alsoExpect = reader.texts("also_expect");
    scenario.mustNot = reader.texts("must_not");
    JsonReader limits(reader.object("limits"), u"limits"_s, problem);
    limits.allowOnly({"connect_ms", "idle_ms", "exchange_ms", "tls_ms"});
    scenario.limits.connectMs
        = int(limits.number("connect_ms", 100, 10'000).value_or(scenario.limits.connectMs));
    scenario.limits.idleMs
        = int(limits.number("idle_ms", 100, 15'000).value_or(scenario.limits.idleMs));
    scenario.limits.exchangeMs
        = int(limits.number("exchange_ms", 100, 60'000).value_or(scenario.limits.exchangeMs));
    scenario.limits.tlsMs
        = int(limits.number("tls_ms", 100, 10'000).value_or(scenario.limits.tlsMs));
    JsonReader computer(reader.object("computer"), u"computer"_s, problem);
    computer.allowOnly({"kerberos", "service", "kvno", "names"});
    if (computer.has("names")) {
        const auto outcome = parseResolveOutcome(computer.text("names"));
        static const QList<ResolveOutcome> failures{
            ResolveOutcome::NotFound, ResolveOutcome::NoAnswer, ResolveOutcome::NoNetwork};
        if (!outcome || !failures.contains(*outcome))
            reader.complain(u"computer.names"_s,
                            u"not-found, no-answer or no-network is needed"_s);
        scenario.computer.names = outcome;
    }
    if (computer.has("kerberos"))
        scenario.computer.kerberos = computer.neededText("kerberos");
    static const QStringList states{u"ticket"_s,
                                    u"no-ticket"_s,
                                    u"ticket-expired"_s,
                                    u"proxy-named-by-address"_s,
                                    u"service-unknown"_s,
                                    u"clock-skew"_s,
                                    u"kdc-unreachable"_s,
                                    u"unavailable"_s,
                                    u"password-refused"_s};
    if (!states.contains(scenario.computer.kerberos))
        reader.complain(u"computer.kerberos"_s, u"only %1 are known"_s.arg(states.join(u", "_s)));
    if (computer.has("service"))
        scenario.computer.service = computer.neededText("service");
    scenario.computer.kvno
        = int(computer.number("kvno", 1, 127).value_or(scenario.computer.kvno));
    scenario.earlier.known = reader.has("earlier");
    JsonReader earlier(reader.object("earlier"), u"earlier"_s, problem);
    earlier.allowOnly({"accepted"});
    const QJsonArray accepted = earlier.array("accepted");
    for (qsizetype i = 0; i < accepted.size(); ++i) {
        JsonReader one(accepted.at(i).toObject(), u"earlier.accepted[%1]"_s.arg(i), problem);
        one.allowOnly({"user", "password", "scheme", "days_ago"});
        const QString scheme = one.has("scheme") ? one.text("scheme") : u"basic"_s;
        scenario.earlier.accepted.append({one.text("user"), one.neededText("password"), scheme,
                                          int(one.number("days_ago", 1, 3650).value_or(1))});
    }
    scenario.proxy = reader.object("proxy");
    if (!problem.isEmpty())
        return fail(u"practice.bad-scenario"_s, u"read the practice scenario"_s, problem);
    if (recorded)
        return scenario;
    if (const auto behaviour = practiceBehaviourFromJson(scenario.proxy); !behaviour)
        return tl::make_unexpected(behaviour.error());
    return scenario;
}

QList<Scenario> builtInScenarios()
{
    QList<Scenario> scenarios;
    const QDir folder(u":/practice"_s);
    // The number that a file's name begins with is the order in which to show them.
    const QStringList names = folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        if (auto scenario = scenarioFromJson(QJsonDocument::fromJson(file.readAll()).object()))
            scenarios.append(*std::move(scenario));
        else
            qWarning("%s: %s", qUtf8Printable(name), qUtf8Printable(scenario.error().detail));
    }
    return scenarios;
}

Result<Scenario> scenarioById(const QString &id)
{
    QStringList known;
    const QList<Scenario> scenarios = builtInScenarios();
    for (const Scenario &scenario : scenarios) {
        if (scenario.id == id)
            return scenario;
        known.append(scenario.id);
    }
    return fail(u"practice.unknown-scenario"_s, u"find the practice scenario"_s,
                known.join(u", "_s));
}

} // namespace pt
