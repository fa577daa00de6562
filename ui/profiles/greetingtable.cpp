// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/profiles/greetingtable.h"

#include "core/settings/jsonvalue.h"

#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QSignalBlocker>
#include <QSpinBox>

namespace profiles {

using settings::ReplyRule;

GreetingTable::GreetingTable(QWidget *parent) : QTableWidget(0, ColumnCount, parent)
{
    setObjectName(QStringLiteral("greeting"));
    setAccessibleName(tr("Messages sent on connect"));
    setHorizontalHeaderLabels({tr("Message"), tr("Then wait for"), tr("Which"), tr("At most"), tr("Without it")});
    horizontalHeader()->setSectionResizeMode(Message, QHeaderView::Stretch);
    const int letter = fontMetrics().averageCharWidth();
    horizontalHeader()->resizeSection(Waits, letter * 22);
    horizontalHeader()->resizeSection(What, letter * 20);
    horizontalHeader()->resizeSection(Seconds, letter * 12);
    horizontalHeader()->resizeSection(Without, letter * 16);
    horizontalHeader()->setHighlightSections(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 2);
    setTabKeyNavigation(false);
    setEditTriggers(AllEditTriggers);
    setMinimumHeight(fontMetrics().height() * 9);
    connect(this, &QTableWidget::itemChanged, this, &GreetingTable::keepEmptyRow);
    keepEmptyRow();
}

void GreetingTable::addRow(const QString &message, const ReplyRule &rule)
{
    const int row = rowCount();
    insertRow(row);
    setItem(row, Message, new QTableWidgetItem(message));
    const bool path = rule.kind == ReplyRule::Kind::JsonEquals;
    auto *what = new QTableWidgetItem(path ? rule.path + QStringLiteral(" = ") + rule.text : rule.text);
    what->setToolTip(tr("A text, or a JSON path and its value: type = ok"));
    setItem(row, What, what);
    auto *kind = new QComboBox;
    kind->addItems({tr("nothing"), tr("any message"), tr("a message with"), tr("JSON where")});
    kind->setCurrentIndex(static_cast<int>(rule.kind));
    setCellWidget(row, Waits, kind);
    auto *seconds = new QSpinBox;
    seconds->setRange(1, 120);
    seconds->setSuffix(tr(" s"));
    seconds->setValue(static_cast<int>(std::chrono::ceil<std::chrono::seconds>(rule.timeout).count()));
    setCellWidget(row, Seconds, seconds);
    auto *without = new QComboBox;
    without->addItems({tr("try again"), tr("go on")});
    without->setItemData(0, tr("The connection is given up and tried again"), Qt::ToolTipRole);
    without->setItemData(
        1, tr("The next message follows; the Connection panel says what was not answered"), Qt::ToolTipRole);
    without->setCurrentIndex(rule.required ? 0 : 1);
    setCellWidget(row, Without, without);
    connect(kind, &QComboBox::currentIndexChanged, this,
        [this, what, kind, seconds, without] { showCells(*what, *kind, *seconds, *without); });
    showCells(*what, *kind, *seconds, *without);
}

void GreetingTable::showCells(QTableWidgetItem &what, const QComboBox &waits, QSpinBox &seconds, QComboBox &without)
{
    const QSignalBlocker quiet(this);
    const auto chosen = static_cast<ReplyRule::Kind>(waits.currentIndex());
    const bool needs = chosen == ReplyRule::Kind::Contains || chosen == ReplyRule::Kind::JsonEquals;
    seconds.setEnabled(chosen != ReplyRule::Kind::None);
    without.setEnabled(chosen != ReplyRule::Kind::None);
    what.setFlags(needs ? what.flags() | Qt::ItemIsEnabled : what.flags() & ~Qt::ItemIsEnabled);
}

void GreetingTable::load(const settings::Profile &profile)
{
    const QSignalBlocker quiet(this);
    setRowCount(0);
    for (int i = 0; i < profile.sendOnConnect.size(); ++i)
        addRow(QString::fromUtf8(profile.sendOnConnect[i]), profile.replies.value(i));
    keepEmptyRow();
}

ReplyRule GreetingTable::ruleAt(int row) const
{
    ReplyRule rule;
    rule.kind = static_cast<ReplyRule::Kind>(static_cast<QComboBox *>(cellWidget(row, Waits))->currentIndex());
    rule.timeout = std::chrono::seconds(static_cast<QSpinBox *>(cellWidget(row, Seconds))->value());
    rule.required = static_cast<QComboBox *>(cellWidget(row, Without))->currentIndex() == 0;
    const QString what = item(row, What)->text();
    if (rule.kind == ReplyRule::Kind::Contains)
        rule.text = what;
    if (rule.kind == ReplyRule::Kind::JsonEquals) {
        const qsizetype sign = what.indexOf(u'=');
        rule.path = what.left(std::max<qsizetype>(sign, 0)).trimmed();
        rule.text = what.mid(sign + 1).trimmed();
    }
    return rule;
}

void GreetingTable::store(settings::Profile &profile) const
{
    profile.sendOnConnect.clear();
    profile.replies.clear();
    for (int row = 0; row < rowCount(); ++row) {
        const QString message = item(row, Message)->text();
        if (message.isEmpty())
            continue;
        if (const ReplyRule rule = ruleAt(row); rule.kind != ReplyRule::Kind::None)
            profile.replies.insert(static_cast<int>(profile.sendOnConnect.size()), rule);
        profile.sendOnConnect.append(message.toUtf8());
    }
}

QString GreetingTable::problem() const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (item(row, Message)->text().isEmpty())
            continue;
        const ReplyRule rule = ruleAt(row);
        if (rule.kind == ReplyRule::Kind::Contains && rule.text.isEmpty())
            return tr("Message %1 on connect: write which text its answer has.").arg(row + 1);
        if (rule.kind == ReplyRule::Kind::JsonEquals && (rule.path.isEmpty() || !settings::isJsonPath(rule.path)))
            return tr("Message %1 on connect: write a JSON path and its value, such as type = ok.").arg(row + 1);
    }
    return {};
}

void GreetingTable::keepEmptyRow()
{
    const int last = rowCount() - 1;
    if (last >= 0 && item(last, Message)->text().isEmpty())
        return;
    const QSignalBlocker quiet(this);
    addRow({}, {});
}

void GreetingTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Delete || currentRow() < 0)
        return QTableWidget::keyPressEvent(event);
    removeRow(currentRow());
    keepEmptyRow();
}

} // namespace profiles
