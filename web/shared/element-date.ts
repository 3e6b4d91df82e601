// The calendar, by far the heaviest input: it comes when the first form asks for a day, not with every page that has a form.
import 'element-plus/theme-chalk/el-date-picker.css'
import 'element-plus/theme-chalk/el-date-picker-panel.css'

export { ElDatePicker as default } from 'element-plus'
