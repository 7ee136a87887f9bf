// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/FindingBuilder.h"
#include "diagnosis/MemorySight.h"
#include "diagnosis/Rules.h"
#include "diagnosis/SettingsTable.h"
#include "protocol/ChooseProxy.h"
#include "protocol/NoProxy.h"
#include "protocol/PacResult.h"
#include "protocol/ProxyValue.h"
#include "protocol/SettingsClients.h"
#include "protocol/SourcePlace.h"

#include <QUrl>

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// A setting as the line that it is. `start` and `length` mark a part of its value.
Evidence settingLine(const ProxySource &source, QLatin1StringView says, const WordParams &more = {},
                     qsizetype start = 0, qsizetype length = 0)
{
    WordParams params = more;
    params.insert(u"where"_s, placeOf(source));
    Evidence evidence = caseValue(EvidenceSource::Environment, source.name + u'=' + source.value, says, params);
    if (length > 0) {
        evidence.start = source.name.size() + 1 + start;
        evidence.length = length;
    }
    return evidence;
}

Evidence namesProxy(const ProxySource &source)
{
    return settingLine(source, "environment.proxy"_L1, {{u"proxy"_s, source.endpoint.authority()}});
}

/// What names a proxy for URLs of one scheme.
struct Named
{
    const ProxySource *source = nullptr; ///< nullptr: a script does
    const PacFacts *pac = nullptr;
    ProxyEndpoint endpoint;
};

class Settings
{
public:
    explicit Settings(const Observations &observed)
        : m_observed(observed)
        , m_environment(observed.theCase().environment)
        , m_input(observed.theCase().input)
    {
        for (const QString &text : m_input.targets)
            m_targets.append(QUrl(text));
    }

    QList<Finding> findings() const
    {
        QList<Finding> found;
        for (const auto rule : {&Settings::disagreeing, &Settings::missing, &Settings::bypassed,
                                &Settings::upperCase, &Settings::pac, &Settings::pacNamesAnother}) {
            if (auto finding = (this->*rule)())
                found.append(*finding);
        }
        return found;
    }

private:
    /// Nobody typed a proxy, and the settings gave none either: what is wrong with them is the cause.
    bool decides() const { return m_environment.fromSettings && m_input.endpoint.host.isEmpty(); }

    bool wants(const QString &scheme) const
    {
        return std::any_of(m_targets.cbegin(), m_targets.cend(),
                           [&scheme](const QUrl &url) { return url.scheme() == scheme; });
    }

    const ProxySource *variable(std::initializer_list<QLatin1StringView> names) const
    {
        for (const ProxySource &source : m_environment.sources) {
            if (source.kind == SourceKind::Environment && !source.value.isEmpty()
                && std::find(names.begin(), names.end(), source.name) != names.end())
                return &source;
        }
        return nullptr;
    }

    bool isSet(QLatin1StringView name) const
    {
        return std::any_of(m_environment.sources.cbegin(), m_environment.sources.cend(),
                           [name](const ProxySource &source) {
                               return source.kind == SourceKind::Environment && source.name == name;
                           });
    }

    QList<Named> named(const QString &scheme) const
    {
        QList<Named> list;
        const bool own = scheme == "http"_L1
            ? variable({"http_proxy"_L1, "HTTP_PROXY"_L1}) != nullptr
            : variable({"https_proxy"_L1, "HTTPS_PROXY"_L1}) != nullptr;
        for (const ProxySource &source : m_environment.sources) {
            if (source.use != SourceUse::Proxy || source.endpoint.host.isEmpty())
                continue;
            // all_proxy is for what has no variable of its own.
            if (source.kind == SourceKind::Environment && source.targets == "all"_L1 && own)
                continue;
            if (source.targets == scheme || source.targets == "all"_L1)
                list.append({&source, nullptr, source.endpoint});
        }
        for (const PacFacts &one : m_environment.pac) {
            for (const PacAnswer &answer : one.answers) {
                if (one.source.isEmpty() || QUrl(answer.target).scheme() != scheme)
                    continue;
                const auto entries = readPacResult(answer.text);
                if (entries && !entries->first().direct)
                    list.append({nullptr, &one, entries->first().endpoint});
            }
        }
        return list;
    }

    QString placeOfNamed(const Named &one) const
    {
        return one.source ? placeOf(*one.source) : placeOf(one.pac->source, m_environment.sources);
    }

    /// "curl, git: proxy.example:3128 (https_proxy); wget: -"
    QString whoUsesWhat(const QUrl &target) const
    {
        QStringList ways;
        QList<QStringList> clients;
        for (const SettingsRow &row : settingsTable(m_observed.theCase())) {
            if (row.optional || QUrl(row.target) != target)
                continue;
            using Way = SettingsChoice::Way;
            QString way = u"-"_s;
            if (row.choice.way == Way::Proxy)
                way = row.choice.endpoint.authority();
            else if (row.choice.way == Way::Direct)
                way = u"DIRECT"_s;
            else if (row.choice.way == Way::PacUnknown)
                way = u"PAC"_s;
            if (!row.where.isEmpty())
                way += u" ("_s + row.where + u')';
            const qsizetype at = ways.indexOf(way);
            if (at >= 0) {
                clients[at].append(row.client);
            } else {
                ways.append(way);
                clients.append({row.client});
            }
        }
        QStringList parts;
        for (qsizetype i = 0; i < ways.size(); ++i)
            parts.append(clients.at(i).join(u", "_s) + u": "_s + ways.at(i));
        return parts.join(u"; "_s);
    }

    std::optional<Finding> disagreeing() const
    {
        for (const QUrl &target : m_targets) {
            const QList<Named> all = named(target.scheme());
            for (const Named &other : all) {
                const Named &first = all.first();
                if (first.endpoint.port == 0 || other.endpoint.port == 0
                    || isSameProxy(first.endpoint, other.endpoint))
                    continue;
                FindingBuilder builder(m_observed, "settings.sources-disagree"_L1);
                builder.confidence(Confidence::Certain)
                    .param("difference"_L1, u"proxy"_s)
                    .param("target"_L1, target.toString())
                    .param("first"_L1, first.endpoint.authority())
                    .param("firstWhere"_L1, placeOfNamed(first))
                    .param("second"_L1, other.endpoint.authority())
                    .param("secondWhere"_L1, placeOfNamed(other))
                    .param("clients"_L1, whoUsesWhat(target));
                // A proxy that only fetches packages is often meant to be another one.
                const auto isApt = [](const Named &one) {
                    return one.source && one.source->kind == SourceKind::Apt;
                };
                if (isApt(first) != isApt(other))
                    builder.severity(Severity::Info);
                for (const Named &each : all) {
                    if (each.source)
                        builder.show(namesProxy(*each.source));
                    else
                        builder.show(pacAnswer(*each.pac, each.endpoint));
                }
                return builder.done();
            }
        }
        const QList<const ProxySource *> outdated = outdatedCopies(m_observed);
        for (const ProxySource &source : m_environment.sources) {
            if (outdated.contains(&source))
                continue; // told closer as an outdated copy
            if (source.signIn != SourceSignIn::Different
                || !isSameProxy(source.endpoint, m_input.endpoint))
                continue;
            return FindingBuilder(m_observed, "settings.sources-disagree"_L1)
                .confidence(Confidence::Certain)
                .param("difference"_L1, u"sign-in"_s)
                .param("first"_L1, source.endpoint.authority())
                .param("firstWhere"_L1, placeOf(source))
                .show(settingLine(source, "environment.other-sign-in"_L1))
                .done();
        }
        return std::nullopt;
    }

    std::optional<Finding> missing() const
    {
        QList<const ProxySource *> ofTested;
        for (const ProxySource &source : m_environment.sources) {
            if (source.use == SourceUse::Proxy && isSameProxy(source.endpoint, m_input.endpoint))
                ofTested.append(&source);
        }
        if (ofTested.isEmpty())
            return std::nullopt;
        const auto report = [this](const QString &what, const ProxySource &has, const QString &lacks) {
            FindingBuilder builder(m_observed, "settings.missing-in-one-place"_L1);
            builder.confidence(Confidence::Certain)
                .param("what"_L1, what)
                .param("has"_L1, placeOf(has))
                .param("lacks"_L1, lacks)
                .show(namesProxy(has));
            return builder;
        };
        // The sign-in, where one is wanted.
        if (m_observed.signInAsked) {
            const ProxySource *with = nullptr;
            const ProxySource *without = nullptr;
            for (const ProxySource *source : ofTested) {
                if (source->signIn == SourceSignIn::None)
                    without = without ? without : source;
                else
                    with = with ? with : source;
            }
            if (with && without) {
                return report(u"sign-in"_s, *with, placeOf(*without))
                    .show(settingLine(*without, "environment.no-user"_L1))
                    .done();
            }
        }
        // A variable for one kind of website and none for the other.
        if (!variable({"all_proxy"_L1, "ALL_PROXY"_L1})) {
            const ProxySource *plain = variable({"http_proxy"_L1, "HTTP_PROXY"_L1});
            const ProxySource *secure = variable({"https_proxy"_L1, "HTTPS_PROXY"_L1});
            const bool switchedOff = isSet("http_proxy"_L1) && isSet("https_proxy"_L1);
            if (plain && !secure && !switchedOff && wants(u"https"_s) && ofTested.contains(plain))
                return report(u"scheme"_s, *plain, u"https_proxy"_s).done();
            if (secure && !plain && !switchedOff && wants(u"http"_s) && ofTested.contains(secure))
                return report(u"scheme"_s, *secure, u"http_proxy"_s).done();
            // One program or the desktop knows it, and the environment, which most read, does not.
            if (!plain && !secure && !isSet("http_proxy"_L1) && !isSet("https_proxy"_L1)
                && !isSet("all_proxy"_L1)) {
                const QString lacks = wants(u"https"_s) ? u"https_proxy"_s : u"http_proxy"_s;
                return report(u"proxy"_s, *ofTested.first(), lacks).done();
            }
        }
        return std::nullopt;
    }

    std::optional<Finding> bypassed() const
    {
        const QList<SettingsRow> rows = settingsTable(m_observed.theCase());
        for (const QUrl &target : m_targets) {
            if (isLoopbackHost(target.host()))
                continue;
            if (const auto own = bypassOf(chooseProxy(m_environment, ownSettingsClient(), target));
                own && decides())
                return bypass(target, *own, rows);
            for (const SettingsRow &row : rows) {
                if (QUrl(row.target) != target || row.optional)
                    continue;
                if (const auto choice = bypassOf(row.choice))
                    return bypass(target, *choice, rows);
            }
        }
        return std::nullopt;
    }

    static std::optional<SettingsChoice> bypassOf(const SettingsChoice &choice)
    {
        const bool direct = choice.way == SettingsChoice::Way::Direct
            && (choice.exceptionSource >= 0 || choice.pac >= 0);
        return direct ? std::optional<SettingsChoice>(choice) : std::nullopt;
    }

    Finding bypass(const QUrl &target, const SettingsChoice &choice, const QList<SettingsRow> &rows) const
    {
        QStringList past;
        QStringList through;
        for (const SettingsRow &row : rows) {
            if (QUrl(row.target) != target || row.optional)
                continue;
            if (row.choice.way == SettingsChoice::Way::Direct)
                past.append(row.client);
            else if (row.choice.way == SettingsChoice::Way::Proxy)
                through.append(row.client);
        }
        FindingBuilder builder(m_observed, "settings.bypassed"_L1);
        builder.confidence(Confidence::Certain)
            .severity(decides() ? Severity::Error : Severity::Warning)
            .param("target"_L1, target.toString())
            .param("targetHost"_L1, target.host())
            .param("past"_L1, past.join(u", "_s))
            .param("through"_L1, through.join(u", "_s));
        if (choice.exceptionSource >= 0) {
            const ProxySource &list = m_environment.sources.at(choice.exceptionSource);
            builder.param("by"_L1, u"list"_s)
                .param("entry"_L1, choice.exception.entry)
                .param("where"_L1, placeOf(list))
                .show(settingLine(list, "environment.exception"_L1,
                                  {{u"entry"_s, choice.exception.entry}, {u"target"_s, target.host()}},
                                  choice.exception.start, choice.exception.entry.size()));
        } else {
            const PacFacts &pac = m_environment.pac.at(choice.pac);
            builder.param("by"_L1, u"pac"_s).param("where"_L1, pac.url);
            for (const PacAnswer &answer : pac.answers) {
                if (QUrl(answer.target) == target)
                    builder.show(pacSays(pac, answer));
            }
        }
        return builder.done();
    }

    std::optional<Finding> upperCase() const
    {
        const ProxySource *upper = variable({"HTTP_PROXY"_L1});
        // An empty http_proxy is set on purpose.
        if (!upper || isSet("http_proxy"_L1) || variable({"all_proxy"_L1, "ALL_PROXY"_L1})
            || !wants(u"http"_s))
            return std::nullopt;
        return FindingBuilder(m_observed, "settings.upper-case-http-proxy"_L1)
            .confidence(Confidence::Certain)
            .show(settingLine(*upper, "environment.capitals"_L1))
            .done();
    }

    Evidence pacSays(const PacFacts &pac, const PacAnswer &answer) const
    {
        return caseValue(EvidenceSource::Environment, answer.text, "environment.pac-answer"_L1,
                         {{u"target"_s, answer.target}, {u"url"_s, pac.url}});
    }

    Evidence pacAnswer(const PacFacts &pac, const ProxyEndpoint &endpoint) const
    {
        for (const PacAnswer &answer : pac.answers) {
            const auto entries = readPacResult(answer.text);
            if (entries && entries->first().endpoint == endpoint)
                return pacSays(pac, answer);
        }
        return caseValue(EvidenceSource::Environment, pac.url, "environment.pac-address"_L1,
                         {{u"where"_s, placeOf(pac.source, m_environment.sources)}});
    }

    std::optional<Finding> pac() const
    {
        for (const PacFacts &one : m_environment.pac) {
            const bool unreachable = one.outcome == PacOutcome::Unreachable;
            if (!unreachable && one.outcome != PacOutcome::Broken)
                continue;
            FindingBuilder builder(m_observed, unreachable ? "settings.pac-unreachable"_L1
                                                           : "settings.pac-broken"_L1);
            builder.confidence(Confidence::Certain)
                .severity(decides() ? Severity::Error : Severity::Warning)
                .param("url"_L1, one.url)
                .param("fault"_L1, one.fault)
                .param("detail"_L1, one.detail);
            WordParams params{{u"fault"_s, one.fault}, {u"detail"_s, one.detail}};
            if (unreachable)
                builder.param("httpStatus"_L1, one.status > 0 ? QString::number(one.status) : QString());
            else
                builder.param("line"_L1, one.line > 0 ? QString::number(one.line) : QString());
            const QString where = one.source.isEmpty() ? one.url
                                                       : placeOf(one.source, m_environment.sources);
            builder.show(caseValue(EvidenceSource::Environment, one.url, "environment.pac-address"_L1,
                                   {{u"where"_s, where}}));
            QString proof = one.fault;
            if (one.status > 0 && unreachable)
                proof += u' ' + QString::number(one.status);
            if (!one.detail.isEmpty())
                proof += u": "_s + one.detail;
            builder.show(caseValue(EvidenceSource::Environment, proof, "environment.pac-fault"_L1, params));
            return builder.done();
        }
        return std::nullopt;
    }

    std::optional<Finding> pacNamesAnother() const
    {
        if (m_input.endpoint.host.isEmpty() || m_input.endpoint.port == 0)
            return std::nullopt;
        for (const PacFacts &one : m_environment.pac) {
            if (one.outcome != PacOutcome::Evaluated)
                continue;
            for (const PacAnswer &answer : one.answers) {
                const auto entries = readPacResult(answer.text);
                if (!entries || entries->first().direct)
                    continue;
                const bool named = std::any_of(entries->cbegin(), entries->cend(),
                                               [this](const PacEntry &entry) {
                                                   return !entry.direct
                                                       && isSameProxy(entry.endpoint, m_input.endpoint);
                                               });
                if (named)
                    continue;
                return FindingBuilder(m_observed, "settings.pac-names-another-proxy"_L1)
                    .confidence(Confidence::Certain)
                    .param("url"_L1, one.url)
                    .param("target"_L1, answer.target)
                    .param("named"_L1, entries->first().endpoint.authority())
                    .show(pacSays(one, answer))
                    .done();
            }
        }
        return std::nullopt;
    }

    const Observations &m_observed;
    const EnvironmentFacts &m_environment;
    const CaseInput &m_input;
    QList<QUrl> m_targets;
};

} // namespace

QList<Finding> settingsFindings(const Observations &observed)
{
    if (observed.theCase().environment.sources.isEmpty() && observed.theCase().environment.pac.isEmpty())
        return {};
    return Settings(observed).findings();
}

} // namespace pt
