// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/profiletexts.h"
#include "ui/widgets/callout.h"
#include "ui/profiles/greetingtable.h"
#include "ui/profiles/nametable.h"
#include "ui/profiles/profiledialog.h"
#include "ui/profiles/profileshelf.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace std::chrono_literals;
using profiles::ProfileDialog;
using profiles::ProfileShelf;
using settings::Authentication;
using settings::Profile;
using settings::ReplyRule;

namespace {

Profile full()
{
    Profile profile;
    profile.expands = true;
    profile.name = "desk";
    profile.url = QUrl("wss://example.org:9443/feed?x=1");
    profile.headers = {{"X-Trace", "on"}, {"Authorization", "${secret:a}"}};
    profile.subprotocols = {"a", "b"};
    profile.origin = "https://app.example";
    profile.cookies = {{"sid", "${secret:c}"}};
    profile.authentication = {.kind = Authentication::Kind::FirstMessage,
        .user = {},
        .password = {},
        .token = "${secret:token}",
        .queryName = "token",
        .message = "{\"op\":\"auth\",\"token\":\"${token}\"}",
        .answer = {.kind = ReplyRule::Kind::JsonEquals, .path = "op", .text = "ok", .timeout = 3s}};
    profile.sendOnConnect = {"one", "two\nlines", "three"};
    profile.replies
        = {{0, {.kind = ReplyRule::Kind::Contains, .path = {}, .text = "done", .timeout = 2s, .required = false}},
            {2, {.kind = ReplyRule::Kind::JsonEquals, .path = "a.b", .text = "x=y", .timeout = 7s}}};
    profile.variables = {{"host", "example.org"}};
    profile.secrets = {{"a", "Bearer x"}, {"c", "c"}, {"token", "t"}};
    profile.before = {.enabled = true,
        .method = "POST",
        .address = "https://example.org/token",
        .headers = {{"Accept", "application/json"}},
        .body = "{}",
        .fills = {{"ticket", "data.ticket"}}};
    profile.tls = {.caFile = "/ca.pem",
        .certificateFile = "/me.pem",
        .keyFile = "/me.key",
        .keyPassphrase = "p",
        .minimum = net::TlsSettings::Minimum::Tls13,
        .serverName = "inner.example",
        .acceptFirstLeaf = false,
        .exceptions = {{"example.org:9443", QByteArray(32, '\x5A')}, {"example.org:443", QByteArray(32, '\x5B')}}};
    profile.proxy = {.kind = net::ProxyChoice::Kind::Http, .url = QUrl("http://u@proxy.example:3128")};
    profile.followRedirects = true;
    profile.redirectsTo = {"wss://next.example:443", "[::1]:9000"};
    profile.policy.openTimeout = 5s;
    profile.policy.heartbeat.interval = 12s;
    profile.limits.message = {1 << 20};
    profile.limits.frame = {(1 << 20) + 1}; // No whole number of KiB.
    profile.compression.offered = false;
    profile.compression.offer.serverMaxWindowBits = 10;
    profile.sending.readOnly = true;
    profile.sending.politeness.perMinute = 100;
    profile.colour = "#123456";
    return profile;
}

} // namespace

class TestProfileDialog : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        m_shelf = std::make_unique<ProfileShelf>(m_home->filePath("socketscope"));
    }
    void cleanup() { delete m_dialog; }

    // What nobody touched comes out as it went in, also what has no field here.
    void everyFieldComesBack_data()
    {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind <= static_cast<int>(Authentication::Kind::FirstMessage); ++kind)
            QTest::addRow("authentication %d", kind) << kind;
    }
    void everyFieldComesBack()
    {
        QFETCH(int, kind);
        Profile profile = full();
        if (const auto chosen = static_cast<Authentication::Kind>(kind); chosen != Authentication::Kind::FirstMessage) {
            profile.authentication = {};
            profile.authentication.kind = chosen;
            if (chosen == Authentication::Kind::Basic || chosen == Authentication::Kind::Digest)
                profile.authentication.user = "u";
            else if (chosen != Authentication::Kind::None)
                profile.authentication.token = "t";
        }
        show(profile);
        connectNow();
        QCOMPARE(m_connected.size(), 1);
        QCOMPARE(m_connected[0].replies, profile.replies);
        QCOMPARE(m_connected[0].proxy, profile.proxy);
        QCOMPARE(m_connected[0].tls, profile.tls);
        QCOMPARE(m_connected[0], profile);
    }

    void defaultsComeBack()
    {
        Profile profile;
        profile.url = QUrl("ws://localhost/");
        profile.sendOnConnect = {"costs ${5}"}; // Literal: nothing is a variable.
        show(profile);
        connectNow();
        QCOMPARE(m_connected.size(), 1);
        QVERIFY(m_connected[0].expands);
        const auto resolved = settings::resolved(m_connected[0]);
        QVERIFY(resolved);
        QCOMPARE(*resolved, profile);
    }

    void anAddressWithVariables()
    {
        Profile profile;
        profile.url = QUrl("ws://localhost/");
        profile.variables = {{"host", "example.org"}};
        show(profile);
        field("profileAddress")->setText("wss://${host}/x");
        connectNow();
        QCOMPARE(m_connected[0].address, "wss://${host}/x");
        QCOMPARE(m_connected[0].url, QUrl("wss://example.org/x"));
    }

    void whatIsWrongIsSaidAndShown_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("page");
        QTest::newRow("no address") << QByteArray("profileAddress") << "" << -1;
        QTest::newRow("not a WebSocket") << QByteArray("profileAddress") << "ftp://h" << -1;
        QTest::newRow("subprotocol") << QByteArray("subprotocols") << "a b" << 0;
        QTest::newRow("subprotocol twice") << QByteArray("subprotocols") << "a, a" << 0;
        QTest::newRow("origin") << QByteArray("origin") << QString("a\u0007b") << 0;
        QTest::newRow("no user") << QByteArray("user") << "" << 1;
        QTest::newRow("proxy without host") << QByteArray("proxyHost") << "" << 2;
        QTest::newRow("request") << QByteArray("httpAddress") << "example.org" << 3;
    }
    void whatIsWrongIsSaidAndShown()
    {
        QFETCH(QByteArray, name);
        QFETCH(QString, text);
        QFETCH(int, page);
        Profile profile = full();
        profile.authentication = {.kind = Authentication::Kind::Basic, .user = "u"};
        show(profile);
        field(name.constData())->setText(text);
        connectNow();
        QVERIFY(m_connected.isEmpty());
        QVERIFY(m_dialog->isVisible());
        QVERIFY(!problem()->isHidden());
        auto *tabs = m_dialog->findChild<QTabWidget *>("profilePages");
        if (page >= 0)
            QCOMPARE(tabs->currentIndex(), page);
        QCOMPARE(m_dialog->focusWidget(), field(name.constData()));
    }

    // A8: each exception names its host, and no host has two.
    void a8ExceptionsThatCannotBe_data()
    {
        QTest::addColumn<profiles::NameTable::Pairs>("pairs");
        const QString leaf(64, 'a');
        QTest::newRow("half a fingerprint") << profiles::NameTable::Pairs{{"h:443", "12:34"}};
        QTest::newRow("any host") << profiles::NameTable::Pairs{{"", leaf}};
        QTest::newRow("any port") << profiles::NameTable::Pairs{{"h", leaf}};
        QTest::newRow("two for one host") << profiles::NameTable::Pairs{{"h:443", leaf}, {"H:443", leaf}};
    }
    void a8ExceptionsThatCannotBe()
    {
        QFETCH(profiles::NameTable::Pairs, pairs);
        show(full());
        auto *table = m_dialog->findChild<profiles::NameTable *>("exceptions");
        table->setPairs(pairs);
        connectNow();
        QVERIFY(m_connected.isEmpty());
        QVERIFY(!problem()->isHidden());
        table->setPairs({{"H:443", QString(64, 'a')}});
        connectNow();
        QCOMPARE(m_connected.size(), 1);
        QCOMPARE(m_connected[0].tls.exceptions.keys(), QStringList{"h:443"});
    }

    void greetingByKeys()
    {
        Profile profile;
        profile.url = QUrl("ws://localhost/");
        show(profile);
        auto *table = m_dialog->findChild<profiles::GreetingTable *>();
        QCOMPARE(table->rowCount(), 1);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualItemRect(table->item(0, 0)).center());
        QLineEdit *editor = nullptr; // The cell's; each number has one of its own.
        for (QLineEdit *each : table->viewport()->findChildren<QLineEdit *>(Qt::FindDirectChildrenOnly))
            editor = each;
        QVERIFY(editor);
        QTest::keyClicks(editor, "hi");
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(table->rowCount(), 2);
        QCOMPARE(table->item(0, 0)->text(), "hi");
        QCOMPARE(table->rowCount(), 2);
        auto *waits = static_cast<QComboBox *>(table->cellWidget(0, profiles::GreetingTable::Waits));
        waits->setCurrentIndex(static_cast<int>(ReplyRule::Kind::Contains));
        connectNow();
        QVERIFY(m_connected.isEmpty()); // Which text?
        QVERIFY(problem()->text().contains("Message 1"));
        table->item(0, profiles::GreetingTable::What)->setText("welcome");
        connectNow();
        QCOMPARE(m_connected[0].sendOnConnect, QList<QByteArray>{"hi"});
        QCOMPARE(m_connected[0].replies[0].text, "welcome");
    }

    void rowsGoWithDel()
    {
        show(full());
        auto *table = m_dialog->findChild<profiles::NameTable *>("headers");
        QCOMPARE(table->pairs().size(), 2);
        table->setCurrentCell(0, 0);
        QTest::keyClick(table, Qt::Key_Delete);
        QCOMPARE(table->pairs().size(), 1);
        QCOMPARE(table->pairs()[0].first, "Authorization");
        QVERIFY(table->isSecret("Authorization"));
        QVERIFY(!table->isSecret("X-Trace"));
    }

    void saveAndDelete()
    {
        Profile profile = full();
        profile.name.clear();
        show(profile);
        auto *save = m_dialog->findChild<QPushButton *>("saveProfile");
        auto *remove = m_dialog->findChild<QPushButton *>("removeProfile");
        QVERIFY(!remove->isEnabled());
        field("profileName")->setText("../x");
        save->click();
        QVERIFY(problem()->text().startsWith("A name has"));
        field("profileName")->setText("lab");
        QTest::keyClick(m_dialog, Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE(m_shelf->names(), QStringList{"lab"});
        QCOMPARE(problem()->text(), "Saved as lab.\nKept apart in secrets.json: keyPassphrase.");
        QVERIFY(remove->isEnabled());
        remove->click();
        QTRY_VERIFY(m_shelf->names().isEmpty());
        QVERIFY(problem()->text().contains("Save brings it back"));
        save->click();
        QTRY_COMPARE(m_shelf->names(), QStringList{"lab"});
        QVERIFY(m_connected.isEmpty());
    }

    //! At saving a person sees what was moved, and what looks like a secret and stayed.
    void a7SavingSaysWhatBecameOfSecrets()
    {
        Profile profile;
        profile.url = QUrl("wss://example.org/feed?token=CANARY");
        profile.headers = {{"X-Auth", "CANARY"}, {"X-State", "abc"}};
        profile.sendOnConnect = {"{broken: 'CANARY'}"};
        show(profile);
        field("profileName")->setText("lab");
        m_dialog->findChild<QPushButton *>("saveProfile")->click();
        QTRY_VERIFY(problem()->text().startsWith("Saved as lab.\n"));
        const QString said = problem()->text();
        QVERIFY2(
            said.contains("Kept apart in secrets.json: address.token, header.X-Auth, message.text."), qPrintable(said));
        QVERIFY2(said.contains("as a whole, because it is no JSON that could be looked through: message.text."),
            qPrintable(said));
        QVERIFY2(said.contains("stayed in the profile: header.X-State."), qPrintable(said));
        QVERIFY(!said.contains("CANARY"));
    }

    void escapeChangesNothing()
    {
        show(full());
        field("profileAddress")->setText("ws://elsewhere/");
        QPointer<ProfileDialog> dialog = m_dialog;
        QTest::keyClick(m_dialog, Qt::Key_Escape);
        QTRY_VERIFY(!dialog);
        QVERIFY(m_connected.isEmpty());
        m_dialog = nullptr;
    }

    // For people to look at: SOCKETSCOPE_PICTURES=folder keeps them.
    void pictures()
    {
        const QString folder = qEnvironmentVariable("SOCKETSCOPE_PICTURES", m_home->path());
        show(full());
        m_dialog->setRemark("Left out: --compressed, -o");
        auto *tabs = m_dialog->findChild<QTabWidget *>("profilePages");
        for (int page = 0; page < tabs->count(); ++page) {
            tabs->setCurrentIndex(page);
            QVERIFY(m_dialog->grab().save(QStringLiteral("%1/profile-%2.png").arg(folder).arg(page)));
        }
    }

private:
    void show(const Profile &profile)
    {
        m_connected.clear();
        m_dialog = new ProfileDialog(profile, *m_shelf);
        connect(m_dialog, &ProfileDialog::connectRequested, this, [this](const Profile &p) { m_connected.append(p); });
        connect(m_dialog, &QObject::destroyed, this, [this] { m_dialog = nullptr; });
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
    }
    void connectNow() { m_dialog->findChild<QPushButton *>("connectProfile")->click(); }
    QLineEdit *field(const char *name) { return m_dialog->findChild<QLineEdit *>(QLatin1String(name)); }
    widgets::Callout *problem() { return m_dialog->findChild<widgets::Callout *>("profileProblem"); }

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<ProfileShelf> m_shelf;
    ProfileDialog *m_dialog = nullptr;
    QList<Profile> m_connected;
};

QTEST_MAIN(TestProfileDialog)
#include "tst_profiledialog.moc"
