// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Evaluates one proxy configuration script (PAC) in a process of its own, which proxy-triage starts: a
// JSON object on standard input, one on standard output. See platform/PacProcess.h.
#include "platform/ProcessLimits.h"

#include <QCoreApplication>
#include <QFile>
#include <QJSEngine>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 longestInput = 8 * 1024 * 1024;
constexpr qsizetype longestResult = 2049; // one more than is read, so that what is cut is refused

// What Netscape's description of the format gives a script to work with. The names are looked up in what
// the caller knows; which were asked for and not known is noted, and the caller may look them up.
constexpr char prelude[] = R"JS(
(function (global, known, ownAddress, nowMs) {
    "use strict";
    var asked = [];
    function ask(name) {
        name = String(name).slice(0, 255).toLowerCase();
        if (/^\d{1,3}(\.\d{1,3}){3}$/.test(name)) return name;
        if (Object.prototype.hasOwnProperty.call(known, name)) return known[name];
        if (asked.length < 16 && asked.indexOf(name) < 0) asked.push(name);
        return null;
    }
    function number(address) {
        var part = String(address).split(".");
        if (part.length !== 4) return null;
        var sum = 0;
        for (var i = 0; i < 4; ++i) {
            if (!/^\d{1,3}$/.test(part[i]) || Number(part[i]) > 255) return null;
            sum = sum * 256 + Number(part[i]);
        }
        return sum;
    }
    var days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
    var months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    function clock(args) {
        var list = Array.prototype.slice.call(args);
        var gmt = list.length > 0 && String(list[list.length - 1]).toUpperCase() === "GMT";
        if (gmt) list.pop();
        var now = new Date(nowMs);
        var get = function (what) { return gmt ? now["getUTC" + what]() : now["get" + what](); };
        return { list: list, get: get };
    }
    function between(value, from, to) {
        return from <= to ? value >= from && value <= to : value >= from || value <= to;
    }
    var api = {
        isPlainHostName: function (host) { return String(host).indexOf(".") < 0; },
        dnsDomainIs: function (host, domain) {
            host = String(host).toLowerCase();
            domain = String(domain).toLowerCase();
            return host.length >= domain.length && host.slice(host.length - domain.length) === domain;
        },
        localHostOrDomainIs: function (host, full) {
            host = String(host).toLowerCase();
            full = String(full).toLowerCase();
            return host === full || (host.indexOf(".") < 0 && full.indexOf(host + ".") === 0);
        },
        isResolvable: function (host) { return ask(host) !== null; },
        dnsResolve: function (host) { return ask(host); },
        isInNet: function (host, pattern, mask) {
            var address = number(ask(host));
            var base = number(pattern);
            var bits = number(mask);
            if (address === null || base === null || bits === null) return false;
            return ((address & bits) >>> 0) === ((base & bits) >>> 0);
        },
        convert_addr: function (address) {
            var value = number(address);
            return value === null ? 0 : value;
        },
        myIpAddress: function () { return ownAddress; },
        dnsDomainLevels: function (host) { return String(host).split(".").length - 1; },
        shExpMatch: function (text, pattern) {
            // Two pointers and one way back: never more than length times length steps.
            text = String(text);
            pattern = String(pattern);
            var t = 0, p = 0, star = -1, mark = 0;
            while (t < text.length) {
                if (p < pattern.length && (pattern[p] === "?" || (pattern[p] !== "*" && pattern[p] === text[t]))) {
                    ++t; ++p;
                } else if (p < pattern.length && pattern[p] === "*") {
                    star = p++; mark = t;
                } else if (star >= 0) {
                    p = star + 1; t = ++mark;
                } else {
                    return false;
                }
            }
            while (p < pattern.length && pattern[p] === "*") ++p;
            return p === pattern.length;
        },
        weekdayRange: function () {
            var at = clock(arguments);
            var from = days.indexOf(String(at.list[0]).toUpperCase());
            var to = at.list.length > 1 ? days.indexOf(String(at.list[1]).toUpperCase()) : from;
            return from >= 0 && to >= 0 && between(at.get("Day"), from, to);
        },
        dateRange: function () {
            var at = clock(arguments);
            var kind = function (value) {
                if (typeof value === "string" && months.indexOf(value.toUpperCase()) >= 0) return "month";
                return Number(value) > 31 ? "year" : "day";
            };
            var value = function (item) {
                return kind(item) === "month" ? months.indexOf(item.toUpperCase()) : Number(item);
            };
            var now = { day: at.get("Date"), month: at.get("Month"), year: at.get("FullYear") };
            var half = at.list.length > 1 && at.list.length % 2 === 0 ? at.list.length / 2 : at.list.length;
            var from = at.list.slice(0, half);
            var to = at.list.length > half ? at.list.slice(half) : from;
            var order = ["year", "month", "day"];
            var key = function (list) {
                var sum = 0;
                for (var i = 0; i < order.length; ++i) {
                    var here = list === null ? [] : list.filter(function (x) { return kind(x) === order[i]; });
                    var used = from.some(function (x) { return kind(x) === order[i]; });
                    var part = !used ? 0 : list === null ? now[order[i]] : here.length ? value(here[0]) : 0;
                    sum = sum * 10000 + part;
                }
                return sum;
            };
            return between(key(null), key(from), key(to));
        },
        timeRange: function () {
            var at = clock(arguments);
            var now = at.get("Hours") * 3600 + at.get("Minutes") * 60 + at.get("Seconds");
            var n = at.list.map(Number);
            if (n.length === 1) return at.get("Hours") === n[0];
            if (n.length === 2) return between(now, n[0] * 3600, n[1] * 3600 - 1);
            if (n.length === 4) return between(now, n[0] * 3600 + n[1] * 60, n[2] * 3600 + n[3] * 60 - 1);
            if (n.length === 6)
                return between(now, n[0] * 3600 + n[1] * 60 + n[2], n[3] * 3600 + n[4] * 60 + n[5]);
            return false;
        },
        alert: function () { }
    };
    for (var name in api)
        Object.defineProperty(global, name, { value: api[name], writable: true, configurable: true });
    return function () { return asked; };
})
)JS";

int answer(const QJsonObject &json)
{
    QFile out;
    if (!out.open(stdout, QIODevice::WriteOnly))
        return 1;
    out.write(QJsonDocument(json).toJson(QJsonDocument::Compact));
    out.flush();
    return 0;
}

QJsonObject failure(const QString &fault, const QJSValue &error)
{
    return {{u"fault"_s, fault},
            {u"detail"_s, error.toString().left(300)},
            {u"line"_s, error.property(u"lineNumber"_s).toInt()}};
}

} // namespace

int main(int argc, char **argv)
{
    // No machine code is made: fewer ways for a script to reach what it should not.
    qputenv("QV4_FORCE_INTERPRETER", "1");
    const QCoreApplication app(argc, argv);
    QFile in;
    if (!in.open(stdin, QIODevice::ReadOnly))
        return 1;
    const QJsonObject order = QJsonDocument::fromJson(in.read(longestInput)).object();
    QJSEngine engine;
    if (!pt::limitThisProcess({}))
        return answer({{u"fault"_s, u"no-limits"_s}});

    const QJSValue made = engine.evaluate(QString::fromLatin1(prelude), u"pac-functions"_s);
    const QJSValue asked
        = made.call({engine.globalObject(), engine.toScriptValue(order.value("resolve"_L1).toObject()),
                     order.value("own_address"_L1).toString(), order.value("now_ms"_L1).toDouble()});
    if (made.isError() || asked.isError())
        return answer(failure(u"internal"_s, made.isError() ? made : asked));

    const QJSValue script
        = engine.evaluate(order.value("script"_L1).toString(), u"proxy.pac"_s);
    if (script.isError())
        return answer(failure(u"exception"_s, script));
    const QJSValue find = engine.globalObject().property(u"FindProxyForURL"_s);
    if (!find.isCallable())
        return answer({{u"fault"_s, u"not-a-script"_s}});

    QJsonArray answers;
    const QJsonArray targets = order.value("targets"_L1).toArray();
    for (const QJsonValue &target : targets) {
        const QJsonObject one = target.toObject();
        const QJSValue said
            = find.call({one.value("url"_L1).toString(), one.value("host"_L1).toString()});
        if (said.isError())
            return answer(failure(u"exception"_s, said));
        if (!said.isString() && !said.isNull())
            return answer({{u"fault"_s, u"bad-answer"_s}, {u"detail"_s, said.toString().left(300)}});
        answers.append(said.isNull() ? u"DIRECT"_s : said.toString().left(longestResult));
    }
    return answer({{u"answers"_s, answers},
                   {u"asked"_s, QJsonArray::fromStringList(asked.call().toVariant().toStringList())}});
}
