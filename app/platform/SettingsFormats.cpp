// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/SettingsFormats.h"

#include <QStringList>

#include <functional>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

const QString http = u"http"_s;
const QString https = u"https"_s;
const QString all = u"all"_s;

QString fromBytes(QByteArrayView bytes)
{
    return QString::fromUtf8(bytes);
}

void eachLine(QByteArrayView text, const std::function<void(const QString &, int)> &use)
{
    int number = 0;
    qsizetype start = 0;
    while (start <= text.size()) {
        qsizetype end = text.indexOf('\n', start);
        if (end < 0)
            end = text.size();
        QByteArrayView line = text.sliced(start, end - start);
        if (line.endsWith('\r'))
            line.chop(1);
        use(fromBytes(line), ++number);
        start = end + 1;
    }
}

/// The outer pair of quotes taken off.
QString unquoted(const QString &text)
{
    if (text.size() >= 2 && (text.front() == u'"' || text.front() == u'\'') && text.back() == text.front())
        return text.sliced(1, text.size() - 2);
    return text;
}

struct Sides
{
    QString key;
    QString value;
};

std::optional<Sides> split(const QString &line, const QString &separators)
{
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (separators.contains(line.at(i)))
            return Sides{line.first(i).trimmed(), line.sliced(i + 1).trimmed()};
    }
    return std::nullopt;
}

/// "[section]"; nullopt: it is none.
std::optional<QString> sectionOf(const QString &line)
{
    const QString text = line.trimmed();
    if (!text.startsWith(u'['))
        return std::nullopt;
    const qsizetype end = text.indexOf(u']');
    return end < 0 ? QString() : text.sliced(1, end - 1).trimmed();
}

/// git: quotes can begin anywhere; "\\" and "\"" are escapes; "#" and ";" begin a comment outside quotes.
QString gitValue(const QString &text)
{
    QString out;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == u'\\' && i + 1 < text.size())
            out.append(text.at(++i));
        else if (c == u'"')
            quoted = !quoted;
        else if (!quoted && (c == u'#' || c == u';'))
            break;
        else
            out.append(c);
    }
    return out.trimmed();
}

struct Variable
{
    SourceUse use;
    QString targets;
};

std::optional<Variable> proxyVariable(const QString &name)
{
    static const QMap<QString, Variable> known{
        {u"http_proxy"_s, {SourceUse::Proxy, http}},   {u"HTTP_PROXY"_s, {SourceUse::Proxy, http}},
        {u"https_proxy"_s, {SourceUse::Proxy, https}}, {u"HTTPS_PROXY"_s, {SourceUse::Proxy, https}},
        {u"all_proxy"_s, {SourceUse::Proxy, all}},     {u"ALL_PROXY"_s, {SourceUse::Proxy, all}},
        {u"no_proxy"_s, {SourceUse::Exceptions, {}}},  {u"NO_PROXY"_s, {SourceUse::Exceptions, {}}},
    };
    const auto it = known.constFind(name);
    return it == known.constEnd() ? std::nullopt : std::optional<Variable>(it.value());
}

// GNOME

/// The text of a GVariant string: 'a' or "a".
QString variantText(const QString &value)
{
    QString inner = unquoted(value.trimmed());
    inner.replace(u"\\'"_s, u"'"_s);
    return inner;
}

/// The texts of a GVariant list of strings, joined by commas.
QString variantList(const QString &value)
{
    QStringList items;
    QString item;
    QChar quote;
    for (const QChar c : value) {
        if (quote.isNull()) {
            if (c == u'\'' || c == u'"')
                quote = c;
        } else if (c == quote) {
            items.append(item);
            item.clear();
            quote = QChar();
        } else {
            item.append(c);
        }
    }
    return items.join(u',');
}

/// `values` by "<group>.<key>", the group being "", "http" or "https".
RawSettings gnomeSettings(const QMap<QString, QString> &values)
{
    RawSettings found;
    const QString mode = variantText(values.value(u".mode"_s));
    const auto add = [&found](SourceUse use, const QString &targets, const QString &name, QString value) {
        found.emplace_back(SourceKind::Gnome, use, targets, name, std::move(value));
    };
    if (mode == "auto"_L1) {
        // An empty address stands for a search of the network (WPAD), which is not made here.
        const QString url = variantText(values.value(u".autoconfig-url"_s));
        if (!url.isEmpty())
            add(SourceUse::Pac, {}, u"autoconfig-url"_s, url);
        return found;
    }
    if (mode != "manual"_L1)
        return found;
    for (const QString &scheme : {http, https}) {
        const QString host = variantText(values.value(scheme + ".host"_L1));
        if (host.isEmpty())
            continue;
        const QString port = values.value(scheme + ".port"_L1).trimmed();
        add(SourceUse::Proxy, scheme, scheme,
            (host.contains(u':') ? u'[' + host + u']' : host)
                + (port.isEmpty() || port == "0"_L1 ? QString() : u':' + port));
    }
    const QString exceptions = variantList(values.value(u".ignore-hosts"_s));
    if (!found.empty() && !exceptions.isEmpty())
        add(SourceUse::Exceptions, {}, u"ignore-hosts"_s, exceptions);
    return found;
}

// apt.conf(5)

/// Words, quoted texts and the signs { } ; without comments.
struct AptToken
{
    QString text;
    bool quoted = false;
    int line = 0;
};

QList<AptToken> aptTokens(const QString &text)
{
    QList<AptToken> tokens;
    int line = 1;
    qsizetype i = 0;
    bool lineBegins = true;
    while (i < text.size()) {
        const QChar c = text.at(i);
        if (c == u'\n') {
            ++line;
            ++i;
            lineBegins = true;
            continue;
        }
        if (c.isSpace()) {
            ++i;
            continue;
        }
        const QStringView rest = QStringView(text).sliced(i);
        if (rest.startsWith("//"_L1) || (lineBegins && c == u'#')) {
            const qsizetype end = text.indexOf(u'\n', i);
            i = end < 0 ? text.size() : end;
            continue;
        }
        lineBegins = false;
        if (rest.startsWith("/*"_L1)) {
            const qsizetype end = text.indexOf("*/"_L1, i + 2);
            const qsizetype next = end < 0 ? text.size() : end + 2;
            line += int(QStringView(text).sliced(i, next - i).count(u'\n'));
            i = next;
            continue;
        }
        if (c == u'{' || c == u'}' || c == u';') {
            tokens.append({QString(c), false, line});
            ++i;
            continue;
        }
        if (c == u'"') {
            const qsizetype end = text.indexOf(u'"', i + 1);
            const qsizetype stop = end < 0 ? text.size() : end;
            const QString value = text.sliced(i + 1, stop - i - 1);
            tokens.append({value, true, line});
            line += int(value.count(u'\n'));
            i = stop + 1;
            continue;
        }
        const qsizetype start = i;
        while (i < text.size() && !text.at(i).isSpace() && !QStringView(u"{};\"").contains(text.at(i))
               && !QStringView(text).sliced(i).startsWith("//"_L1))
            ++i;
        tokens.append({text.sliced(start, i - start), false, line});
    }
    return tokens;
}

} // namespace

RawSettings readGitConfig(QByteArrayView text)
{
    RawSettings found;
    QString section;
    eachLine(text, [&](const QString &line, int number) {
        if (const auto name = sectionOf(line)) {
            section = name->toLower();
            return;
        }
        const auto sides = split(line, u"="_s);
        // [http "https://..."] is for one address only.
        if (!sides || section != "http"_L1 || sides->key.compare("proxy"_L1, Qt::CaseInsensitive) != 0)
            return;
        found.emplace_back(SourceKind::Git, SourceUse::Proxy, all, u"http.proxy"_s,
                           gitValue(sides->value), number);
    });
    return found;
}

RawSettings readNpmrc(QByteArrayView text)
{
    RawSettings found;
    eachLine(text, [&](const QString &line, int number) {
        const QString trimmed = line.trimmed();
        if (trimmed.startsWith(u'#') || trimmed.startsWith(u';'))
            return;
        const auto sides = split(trimmed, u"="_s);
        if (!sides)
            return;
        QString value = sides->value;
        if (!value.startsWith(u'"') && !value.startsWith(u'\'')) {
            for (qsizetype i = 0; i < value.size(); ++i) {
                if (value.at(i) == u'#' || value.at(i) == u';') {
                    value = value.first(i).trimmed();
                    break;
                }
            }
        }
        value = unquoted(value);
        if (sides->key == "proxy"_L1 || sides->key == "http-proxy"_L1) {
            found.emplace_back(SourceKind::Npm, SourceUse::Proxy, all, u"proxy"_s, std::move(value), number);
        } else if (sides->key == "https-proxy"_L1) {
            found.emplace_back(SourceKind::Npm, SourceUse::Proxy, all, u"https-proxy"_s, std::move(value),
                               number);
        } else if (sides->key == "noproxy"_L1 || sides->key == "no-proxy"_L1) {
            found.emplace_back(SourceKind::Npm, SourceUse::Exceptions, QString(), u"noproxy"_s,
                               std::move(value), number);
        }
    });
    return found;
}

RawSettings readPipConf(QByteArrayView text)
{
    RawSettings found;
    QString section;
    eachLine(text, [&](const QString &line, int number) {
        const QString trimmed = line.trimmed();
        if (trimmed.startsWith(u'#') || trimmed.startsWith(u';'))
            return;
        if (const auto name = sectionOf(line)) {
            section = *name;
            return;
        }
        auto sides = split(trimmed, u"=:"_s);
        if (!sides || section != "global"_L1 || sides->key.compare("proxy"_L1, Qt::CaseInsensitive) != 0)
            return;
        found.emplace_back(SourceKind::Pip, SourceUse::Proxy, all, u"global.proxy"_s,
                           std::move(sides->value), number);
    });
    return found;
}

RawSettings readAptConf(QByteArrayView text)
{
    RawSettings found;
    QStringList scope;
    QStringList statement;
    const QList<AptToken> tokens = aptTokens(fromBytes(text));
    int line = 0;
    QString value;
    const auto close = [&] {
        const QString name = (scope + statement).join("::"_L1);
        for (const QString &scheme : {http, https}) {
            const QString wanted = "Acquire::"_L1 + scheme + "::Proxy"_L1;
            if (name.compare(wanted, Qt::CaseInsensitive) == 0)
                found.emplace_back(SourceKind::Apt, SourceUse::Proxy, scheme, wanted, QString(value), line);
        }
        statement.clear();
        value.clear();
    };
    for (const AptToken &token : tokens) {
        if (token.quoted) {
            value = token.text;
            line = token.line;
        } else if (token.text == "{"_L1) {
            if (scope.size() > 32)
                break;
            scope.append(statement.isEmpty() ? QString() : statement.first());
            statement.clear();
        } else if (token.text == "}"_L1) {
            if (!scope.isEmpty())
                scope.removeLast();
            statement.clear();
        } else if (token.text == ";"_L1) {
            close();
        } else if (statement.isEmpty()) {
            statement.append(token.text);
        } else {
            value = token.text;
            line = token.line;
        }
    }
    return found;
}

RawSettings readCurlrc(QByteArrayView text)
{
    RawSettings found;
    QString userInfo;
    eachLine(text, [&](const QString &line, int number) {
        QString trimmed = line.trimmed();
        if (trimmed.isEmpty() || trimmed.startsWith(u'#'))
            return;
        auto sides = split(trimmed, u"=: \t"_s);
        if (!sides)
            return;
        QString key = sides->key;
        while (key.startsWith(u'-'))
            key.remove(0, 1);
        QString value = sides->value;
        // "proxy = x", "proxy=x", "proxy: x" and "--proxy x" are all read.
        while (value.startsWith(u'=') || value.startsWith(u':'))
            value = value.sliced(1).trimmed();
        if (value.startsWith(u'"')) {
            QString out;
            for (qsizetype i = 1; i < value.size() && value.at(i) != u'"'; ++i) {
                if (value.at(i) == u'\\' && i + 1 < value.size())
                    ++i;
                out.append(value.at(i));
            }
            value = out;
        } else if (const qsizetype blank = value.indexOf(u' '); blank >= 0) {
            value.truncate(blank);
        }
        if (key == "proxy"_L1 || key == "x"_L1)
            found.emplace_back(SourceKind::Curl, SourceUse::Proxy, all, u"proxy"_s, std::move(value), number);
        else if (key == "noproxy"_L1)
            found.emplace_back(SourceKind::Curl, SourceUse::Exceptions, QString(), u"noproxy"_s,
                               std::move(value), number);
        else if (key == "proxy-user"_L1 || key == "U"_L1)
            userInfo = value;
    });
    for (RawSetting &setting : found) {
        if (setting.use == SourceUse::Proxy) {
            setting.userInfo = userInfo;
            setting.userInfoIsEncoded = true;
        }
    }
    return found;
}

RawSettings readWgetrc(QByteArrayView text)
{
    RawSettings found;
    QString user;
    QString password;
    eachLine(text, [&](const QString &line, int number) {
        const QString trimmed = line.trimmed();
        if (trimmed.startsWith(u'#'))
            return;
        auto sides = split(trimmed, u"="_s);
        if (!sides)
            return;
        // Dashes and underscores mean nothing in names, nor does the case.
        QString key = sides->key.toLower();
        key.remove(u'-').remove(u'_');
        if (key == "httpproxy"_L1)
            found.emplace_back(SourceKind::Wget, SourceUse::Proxy, http, u"http_proxy"_s,
                               std::move(sides->value), number);
        else if (key == "httpsproxy"_L1)
            found.emplace_back(SourceKind::Wget, SourceUse::Proxy, https, u"https_proxy"_s,
                               std::move(sides->value), number);
        else if (key == "noproxy"_L1)
            found.emplace_back(SourceKind::Wget, SourceUse::Exceptions, QString(), u"no_proxy"_s,
                               std::move(sides->value), number);
        else if (key == "proxyuser"_L1)
            user = sides->value;
        else if (key == "proxypassword"_L1)
            password = sides->value;
    });
    for (RawSetting &setting : found) {
        if (setting.use == SourceUse::Proxy && !user.isEmpty())
            setting.userInfo = user + u':' + password;
    }
    return found;
}

RawSettings readEnvironmentFile(QByteArrayView text)
{
    RawSettings found;
    eachLine(text, [&](const QString &line, int number) {
        QString trimmed = line.trimmed();
        if (trimmed.startsWith("export "_L1))
            trimmed = trimmed.sliced(7).trimmed();
        const auto sides = split(trimmed, u"="_s);
        if (!sides)
            return;
        const auto variable = proxyVariable(sides->key);
        if (!variable)
            return;
        QString value = sides->value;
        if (value.startsWith(u'"') || value.startsWith(u'\'')) {
            const qsizetype end = value.indexOf(value.front(), 1);
            value = end < 0 ? value : value.sliced(1, end - 1);
        } else {
            for (qsizetype i = 0; i < value.size(); ++i) {
                if (value.at(i).isSpace() || value.at(i) == u';') {
                    value.truncate(i);
                    break;
                }
            }
        }
        found.emplace_back(SourceKind::EnvironmentFile, variable->use, variable->targets, sides->key,
                           std::move(value), number);
    });
    return found;
}

RawSettings readKioslaverc(QByteArrayView text)
{
    RawSettings found;
    QMap<QString, QString> values;
    QMap<QString, int> lines;
    QString section;
    eachLine(text, [&](const QString &line, int number) {
        if (const auto name = sectionOf(line)) {
            section = *name;
            return;
        }
        const auto sides = split(line, u"="_s);
        if (!sides || section != "Proxy Settings"_L1)
            return;
        // "httpProxy[$e]" marks that variables in it are expanded.
        QString key = sides->key;
        if (const qsizetype bracket = key.indexOf(u'['); bracket > 0)
            key.truncate(bracket);
        values.insert(key, sides->value);
        lines.insert(key, number);
    });
    const auto add = [&](SourceUse use, const QString &targets, const QString &name) {
        QString value = values.value(name);
        if (!value.isEmpty())
            found.emplace_back(SourceKind::Kde, use, targets, name, std::move(value), lines.value(name));
    };
    // 0 none, 1 by hand, 2 a script, 3 a search of the network, 4 variables of the environment
    const int type = values.value(u"ProxyType"_s).toInt();
    if (type == 1) {
        add(SourceUse::Proxy, http, u"httpProxy"_s);
        add(SourceUse::Proxy, https, u"httpsProxy"_s);
        // Turned around it is a list of what does go through the proxy.
        if (values.value(u"ReversedException"_s) != "true"_L1)
            add(SourceUse::Exceptions, {}, u"NoProxyFor"_s);
    } else if (type == 2) {
        add(SourceUse::Pac, {}, u"Proxy Config Script"_s);
    }
    return found;
}

RawSettings readGsettings(QByteArrayView text)
{
    QMap<QString, QString> values;
    eachLine(text, [&](const QString &line, int) {
        const auto schema = split(line, u" "_s);
        if (!schema)
            return;
        const auto sides = split(schema->value, u" "_s);
        if (!sides)
            return;
        const QString root = u"org.gnome.system.proxy"_s;
        if (schema->key == root)
            values.insert(u'.' + sides->key, sides->value);
        else if (schema->key.startsWith(root + u'.'))
            values.insert(schema->key.sliced(root.size() + 1) + u'.' + sides->key, sides->value);
    });
    return gnomeSettings(values);
}

RawSettings readGnomeKeyfile(QByteArrayView text)
{
    QMap<QString, QString> values;
    QString section;
    eachLine(text, [&](const QString &line, int) {
        if (const auto name = sectionOf(line)) {
            section = *name;
            return;
        }
        const auto sides = split(line, u"="_s);
        const QString root = u"org/gnome/system/proxy"_s;
        if (!sides || !(section == root || section.startsWith(root + u'/')))
            return;
        values.insert(section.sliced(qMin(section.size(), root.size() + 1)) + u'.' + sides->key,
                      sides->value);
    });
    return gnomeSettings(values);
}

} // namespace pt
