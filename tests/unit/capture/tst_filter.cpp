// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/filter.h"

#include <QTest>

using capture::Filter;
using capture::Kind;

class TestFilter : public QObject
{
    Q_OBJECT
private slots:
    void kindsAreChosen()
    {
        constexpr Filter messages{.control = false, .notes = false};
        QVERIFY(messages.matches(Kind::Text));
        QVERIFY(messages.matches(Kind::Binary));
        for (const Kind kind : {Kind::Ping, Kind::Pong, Kind::Close, Kind::State, Kind::Gap, Kind::Problem}) {
            QVERIFY(!messages.matches(kind));
            QVERIFY(messages.opposite().matches(kind));
            QVERIFY(Filter{}.matches(kind));
        }
        QVERIFY(!messages.opposite().matches(Kind::Text));
        QVERIFY((Filter{.data = false, .notes = false}.matches(Kind::Close)));
        QVERIFY((!Filter{.data = false, .control = true, .notes = false}.matches(Kind::State)));
    }
};

QTEST_GUILESS_MAIN(TestFilter)
#include "tst_filter.moc"
